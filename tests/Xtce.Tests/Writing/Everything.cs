namespace Gantry.Xtce.Tests;

/// <summary>A database of 1.2 with at least one of nearly everything.</summary>
internal static class Everything
{
    public const string Xml = """
        <SpaceSystem xmlns="http://www.omg.org/spec/XTCE/20180204" name="m" shortDescription="all" operationalStatus="test">
        <LongDescription>long</LongDescription><AliasSet><Alias nameSpace="n" alias="a"/></AliasSet><AncillaryDataSet><AncillaryData name="k">v</AncillaryData></AncillaryDataSet>
        <Header version="1" date="2026-01-01" validationStatus="Draft"><AuthorSet><Author>a</Author></AuthorSet><NoteSet><Note>n</Note></NoteSet><HistorySet><History>h</History></HistorySet></Header>
        <TelemetryMetaData>
        <ParameterTypeSet>
        <IntegerParameterType name="u8" signed="false"><UnitSet><Unit power="2" factor="3" description="d">m</Unit></UnitSet>
          <IntegerDataEncoding sizeInBits="8" changeThreshold="2"><ErrorDetectCorrect><Parity type="Even" bitsFromReference="0"/></ErrorDetectCorrect>
          <DefaultCalibrator name="c"><SplineCalibrator order="0" extrapolate="true"><SplinePoint raw="0" calibrated="1"/><SplinePoint raw="1" calibrated="2" order="1"/></SplineCalibrator></DefaultCalibrator>
          <ContextCalibratorList><ContextCalibrator><ContextMatch><Comparison parameterRef="p" value="1" useCalibratedValue="false"/></ContextMatch><Calibrator><MathOperationCalibrator><ThisParameterOperand/><ValueOperand>2</ValueOperand><ParameterInstanceRefOperand parameterRef="p"/><Operator>+</Operator><Operator>*</Operator></MathOperationCalibrator></Calibrator></ContextCalibrator></ContextCalibratorList></IntegerDataEncoding>
          <ToString><NumberFormat numberBase="Hexadecimal" minimumFractionDigits="1"/></ToString><ValidRange minInclusive="0" maxInclusive="9" validRangeAppliesToCalibrated="false"/>
          <DefaultAlarm minViolations="2" minConformance="3"><StaticAlarmRanges rangeForm="inside"><WarningRange minExclusive="1"/></StaticAlarmRanges><ChangeAlarmRanges changeType="changePerSample" changeBasis="percentageChange" spanOfInterestInSamples="3"><CriticalRange maxExclusive="4"/></ChangeAlarmRanges><AlarmMultiRanges><Range maxInclusive="5" level="watch"/></AlarmMultiRanges></DefaultAlarm>
          <ContextAlarmList><ContextAlarm><AlarmConditions><SevereAlarm><ComparisonList><Comparison parameterRef="p" value="1"/></ComparisonList></SevereAlarm></AlarmConditions><ContextMatch><BooleanExpression><ANDedConditions><Condition><ParameterInstanceRef parameterRef="p"/><ComparisonOperator>&lt;=</ComparisonOperator><ParameterInstanceRef parameterRef="p" instance="-1"/></Condition><ORedConditions><Condition><ParameterInstanceRef parameterRef="p"/><ComparisonOperator>==</ComparisonOperator><Value>3</Value></Condition><Condition><ParameterInstanceRef parameterRef="p"/><ComparisonOperator>!=</ComparisonOperator><Value>4</Value></Condition></ORedConditions></ANDedConditions></BooleanExpression></ContextMatch></ContextAlarm></ContextAlarmList></IntegerParameterType>
        <FloatParameterType name="f" sizeInBits="64" initialValue="1.5"><FloatDataEncoding encoding="IBM" sizeInBits="64" byteOrder="leastSignificantByteFirst"><DefaultCalibrator><PolynomialCalibrator><Term coefficient="0.1" exponent="1"/></PolynomialCalibrator></DefaultCalibrator></FloatDataEncoding></FloatParameterType>
        <StringParameterType name="s" restrictionPattern="a*" characterWidth="8"><StringDataEncoding encoding="US-ASCII"><SizeInBits><Fixed><FixedValue>80</FixedValue></Fixed><TerminationChar>00</TerminationChar></SizeInBits></StringDataEncoding><SizeRangeInCharacters minInclusive="0" maxInclusive="10"/><DefaultAlarm><StringAlarmList><StringAlarm alarmLevel="watch" matchPattern="x"/></StringAlarmList></DefaultAlarm></StringParameterType>
        <StringParameterType name="v"><StringDataEncoding><Variable maxSizeInBits="800"><DynamicValue><ParameterInstanceRef parameterRef="p"/><LinearAdjustment slope="8" intercept="-8"/></DynamicValue><LeadingSize sizeInBitsOfSizeTag="8"/></Variable></StringDataEncoding></StringParameterType>
        <BinaryParameterType name="b" initialValue="AB"><BinaryDataEncoding bitOrder="leastSignificantBitFirst"><SizeInBits><DynamicValue><ParameterInstanceRef parameterRef="p"/></DynamicValue></SizeInBits><FromBinaryTransformAlgorithm name="x"><AlgorithmText language="C">code</AlgorithmText></FromBinaryTransformAlgorithm></BinaryDataEncoding></BinaryParameterType>
        <BooleanParameterType name="o" oneStringValue="ON" zeroStringValue="OFF"><IntegerDataEncoding sizeInBits="1"/></BooleanParameterType>
        <EnumeratedParameterType name="e"><IntegerDataEncoding sizeInBits="8"/><EnumerationList><Enumeration value="0" label="A" shortDescription="s"/><Enumeration value="1" maxValue="5" label="B"/></EnumerationList><DefaultAlarm defaultAlarmLevel="watch"><EnumerationAlarmList><EnumerationAlarm alarmLevel="critical" enumerationLabel="B"/></EnumerationAlarmList></DefaultAlarm></EnumeratedParameterType>
        <AbsoluteTimeParameterType name="t"><Encoding scale="0.5" offset="3"><IntegerDataEncoding sizeInBits="32"/></Encoding><ReferenceTime><Epoch>TAI</Epoch></ReferenceTime></AbsoluteTimeParameterType>
        <AbsoluteTimeParameterType name="t2"><Encoding units="days"><IntegerDataEncoding sizeInBits="32"/></Encoding><ReferenceTime><OffsetFrom parameterRef="pt"/></ReferenceTime></AbsoluteTimeParameterType>
        <RelativeTimeParameterType name="r"><Encoding><IntegerDataEncoding sizeInBits="8"/></Encoding><DefaultAlarm><StaticAlarmRanges timeUnits="days"><WatchRange maxInclusive="1"/></StaticAlarmRanges></DefaultAlarm></RelativeTimeParameterType>
        <ArrayParameterType name="l" arrayTypeRef="o"><DimensionList><Dimension><StartingIndex><FixedValue>0</FixedValue></StartingIndex><EndingIndex><DiscreteLookupList><DiscreteLookup value="3"><Comparison parameterRef="p" value="1"/></DiscreteLookup></DiscreteLookupList></EndingIndex></Dimension></DimensionList></ArrayParameterType>
        <AggregateParameterType name="g"><MemberList><Member name="x" typeRef="e" initialValue="A"/></MemberList></AggregateParameterType>
        </ParameterTypeSet>
        <ParameterSet>
        <Parameter name="p" parameterTypeRef="u8" initialValue="3"><ParameterProperties dataSource="telemetered" readOnly="true" persistence="false"><SystemName>z</SystemName><ValidityCondition><Comparison parameterRef="p" comparisonOperator="&gt;" value="0"/></ValidityCondition><PhysicalAddressSet><PhysicalAddress sourceName="a" sourceAddress="1"><SubAddress sourceName="b"/></PhysicalAddress></PhysicalAddressSet><TimeAssociation parameterRef="pt" interpolateTime="false" offset="2" unit="day"/></ParameterProperties></Parameter>
        <Parameter name="pt" parameterTypeRef="t"/><Parameter name="pl" parameterTypeRef="l"/><Parameter name="pg" parameterTypeRef="g"/><ParameterRef parameterRef="sub/q"/>
        </ParameterSet>
        <ContainerSet>
        <SequenceContainer name="root" abstract="true" idlePattern="0x5"><DefaultRateInStream basis="perContainerUpdate" minimumValue="1" maximumValue="2"/><RateInStreamSet><RateInStream streamRef="st" minimumValue="1"/></RateInStreamSet>
          <BinaryEncoding><ErrorDetectCorrect><CRC width="16" bitsFromReference="16" reference="end"><Polynomial>1021</Polynomial><InitRemainder>FFFF</InitRemainder></CRC></ErrorDetectCorrect><SizeInBits><FixedValue>99</FixedValue></SizeInBits></BinaryEncoding>
          <EntryList><ParameterRefEntry parameterRef="p" shortDescription="s"><LocationInContainerInBits referenceLocation="containerStart"><FixedValue>3</FixedValue></LocationInContainerInBits><RepeatEntry><Count><FixedValue>2</FixedValue></Count><Offset><FixedValue>1</FixedValue></Offset></RepeatEntry><IncludeCondition><Comparison parameterRef="p" value="1"/></IncludeCondition><TimeAssociation parameterRef="pt"/><AncillaryDataSet><AncillaryData name="k">v</AncillaryData></AncillaryDataSet></ParameterRefEntry>
          <ParameterSegmentRefEntry parameterRef="p" order="1" sizeInBits="4"/><ContainerRefEntry containerRef="other"/><ContainerSegmentRefEntry containerRef="other" sizeInBits="4"/><StreamSegmentEntry streamRef="st" sizeInBits="8"/>
          <IndirectParameterRefEntry aliasNameSpace="n"><ParameterInstance parameterRef="p"/></IndirectParameterRefEntry><ArrayParameterRefEntry parameterRef="pl"><DimensionList><Dimension><StartingIndex><FixedValue>0</FixedValue></StartingIndex><EndingIndex><FixedValue>1</FixedValue></EndingIndex></Dimension></DimensionList></ArrayParameterRefEntry></EntryList></SequenceContainer>
        <SequenceContainer name="other"><EntryList/></SequenceContainer>
        <SequenceContainer name="leaf"><EntryList/><BaseContainer containerRef="root"><RestrictionCriteria><Comparison parameterRef="p" value="1"/><NextContainer containerRef="other"/></RestrictionCriteria></BaseContainer></SequenceContainer>
        </ContainerSet>
        <MessageSet name="ms"><Message name="msg"><MatchCriteria><Comparison parameterRef="p" value="1"/></MatchCriteria><ContainerRef containerRef="root"/></Message></MessageSet>
        <StreamSet><FixedFrameStream name="st" bitRateInBPS="1000" pcmType="NRZM" frameLengthInBits="800" syncApertureInBits="1"><ContainerRef containerRef="root"/><SyncStrategy verifyToLockGoodFrames="3"><AutoInvert badFramesToAutoInvert="7"/><SyncPattern pattern="1ACFFC1D" patternLengthInBits="32" mask="FFFFFFFF" maskLengthInBits="32"/></SyncStrategy></FixedFrameStream>
          <VariableFrameStream name="vs"><ContainerRef containerRef="root"/><StreamRef streamRef="st"/><SyncStrategy><Flag flagSizeInBits="8" flagBitType="zeros"/></SyncStrategy></VariableFrameStream></StreamSet>
        <AlgorithmSet><CustomAlgorithm name="ca" thread="true" triggerContainer="root" priority="2"><AlgorithmText>text</AlgorithmText><ExternalAlgorithmSet><ExternalAlgorithm implementationName="i" algorithmLocation="l"/></ExternalAlgorithmSet><InputSet><InputParameterInstanceRef parameterRef="p" inputName="x"/><Constant constantName="c" value="3"/></InputSet><OutputSet><OutputParameterRef parameterRef="pt" outputName="y"/></OutputSet><TriggerSet name="ts" triggerRate="2"><OnParameterUpdateTrigger parameterRef="p"/><OnContainerUpdateTrigger containerRef="root"/><OnPeriodicRateTrigger fireRateInSeconds="1.5"/></TriggerSet></CustomAlgorithm>
          <MathAlgorithm name="ma"><MathOperation outputParameterRef="p"><ParameterInstanceRefOperand parameterRef="p"/><TriggerSet><OnParameterUpdateTrigger parameterRef="p"/></TriggerSet></MathOperation></MathAlgorithm></AlgorithmSet>
        </TelemetryMetaData>
        <CommandMetaData>
        <ParameterTypeSet><IntegerParameterType name="cu"><IntegerDataEncoding/></IntegerParameterType></ParameterTypeSet><ParameterSet><Parameter name="cp" parameterTypeRef="cu"/></ParameterSet>
        <ArgumentTypeSet><IntegerArgumentType name="au" signed="false"><IntegerDataEncoding sizeInBits="8"/><ValidRangeSet validRangeAppliesToCalibrated="false"><ValidRange minInclusive="1" maxInclusive="3"/><ValidRange minInclusive="7"/></ValidRangeSet></IntegerArgumentType><RelativeTimeAgumentType name="ar"><Encoding><IntegerDataEncoding sizeInBits="8"/></Encoding></RelativeTimeAgumentType></ArgumentTypeSet>
        <MetaCommandSet>
        <MetaCommand name="base" abstract="true"><ArgumentList><Argument name="a" argumentTypeRef="au" initialValue="2"/></ArgumentList><CommandContainer name="base"><EntryList><FixedValueEntry name="op" binaryValue="0A" sizeInBits="8"/><ArgumentRefEntry argumentRef="a"/></EntryList></CommandContainer></MetaCommand>
        <MetaCommand name="go"><BaseMetaCommand metaCommandRef="base"><ArgumentAssignmentList><ArgumentAssignment argumentName="a" argumentValue="1"/></ArgumentAssignmentList></BaseMetaCommand><SystemName>z</SystemName>
          <CommandContainer name="go"><EntryList/><BaseContainer containerRef="base"/></CommandContainer>
          <TransmissionConstraintList><TransmissionConstraint timeOut="PT5S" suspendable="true"><Comparison parameterRef="p" value="1"/></TransmissionConstraint></TransmissionConstraintList>
          <DefaultSignificance spaceSystemAtRisk="sub" reasonForWarning="r" consequenceLevel="vital"/><ContextSignificanceList><ContextSignificance><ContextMatch><Comparison parameterRef="p" value="1"/></ContextMatch><Significance consequenceLevel="critical"/></ContextSignificance></ContextSignificanceList>
          <Interlock scopeToSpaceSystem="sub" verificationToWaitFor="accepted" suspendable="true"/>
          <VerifierSet><AcceptedVerifier><ContainerRef containerRef="root"/><CheckWindow timeToStopChecking="PT3S" timeWindowIsRelativeTo="commandRelease"/></AcceptedVerifier>
          <ExecutionVerifier><Comparison parameterRef="p" value="1"/><CheckWindow timeToStartChecking="PT1S" timeToStopChecking="PT3S"/><PercentComplete><FixedValue>50</FixedValue></PercentComplete></ExecutionVerifier>
          <CompleteVerifier name="done"><ParameterValueChange><ParameterRef parameterRef="p"/><Change value="1"/></ParameterValueChange><CheckWindow timeToStopChecking="PT3S"/><ReturnParmRef parameterRef="p"/></CompleteVerifier></VerifierSet>
          <ParameterToSetList><ParameterToSet parameterRef="p" setOnVerification="release"><NewValue>3</NewValue></ParameterToSet></ParameterToSetList><ParametersToSuspendAlarmsOnSet><ParameterToSuspendAlarmsOn parameterRef="p" suspenseTime="PT9S"/></ParametersToSuspendAlarmsOnSet></MetaCommand>
        <BlockMetaCommand name="blk"><MetaCommandStepList><MetaCommandStep metaCommandRef="go"/></MetaCommandStepList></BlockMetaCommand>
        </MetaCommandSet>
        <CommandContainerSet><CommandContainer name="cc"><EntryList/></CommandContainer></CommandContainerSet>
        </CommandMetaData>
        <ServiceSet><Service name="sv"><ContainerRefSet><ContainerRef containerRef="root"/></ContainerRefSet></Service></ServiceSet>
        <SpaceSystem name="sub"><TelemetryMetaData><ParameterTypeSet><IntegerParameterType name="u"><IntegerDataEncoding/></IntegerParameterType></ParameterTypeSet><ParameterSet><Parameter name="q" parameterTypeRef="u"/></ParameterSet></TelemetryMetaData></SpaceSystem>
        </SpaceSystem>
        """;
}

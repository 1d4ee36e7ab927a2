using System.Globalization;
using System.Text;

namespace Gantry.Xtce.Tests;

/// <summary>Databases and packets by chance, of everything that compiles and some that does not.</summary>
/// <param name="isOlder">Only what 1.1 can say too.</param>
internal sealed class SomeDatabase(int seed, bool isOlder = false)
{
    private static readonly string[] _integers = ["unsigned", "twosComplement", "onesComplement", "signMagnitude"];
    private static readonly (string Format, int Bits)[] _floats = [("IEEE754_1985", 16), ("IEEE754_1985", 32), ("IEEE754_1985", 64), ("MILSTD_1750A", 32), ("MILSTD_1750A", 48), ("IBM", 32), ("TI", 32), ("DEC", 64)];

    private readonly Random _chance = new(seed);
    private readonly StringBuilder _types = new();
    private readonly StringBuilder _parameters = new();
    private readonly StringBuilder _containers = new();
    private readonly List<string> _names = [];
    private int _count;

    public string Xml()
    {
        _types.Append(Given.Unsigned("id", 8)).Append(Given.Unsigned("sub", 3));
        _parameters.Append(Given.Parameters("id", "id", "sub", "sub"));
        _containers.Append(Given.Container("root", Given.Entry("id") + Given.Entry("sub") + Entries(2), "abstract='true'"));
        for (var i = 0; i < _chance.Next(1, 9); i++)
        {
            var before = _names.Count;
            _containers.Append(Given.Container($"c{i}", Entries(_chance.Next(0, 12)), Maybe("abstract='true'", 5), Extends("root", i)));
            if (_chance.Next(3) == 0)
            {
                for (var j = 0; j < 3; j++)
                    _containers.Append(Given.Container($"c{i}_{j}", Entries(_chance.Next(1, 5)), "", Extends($"c{i}", j, "sub")));
            }
            // Another container does not have these.
            _names.RemoveRange(before, _names.Count - before);
        }
        return Given.Telemetry(_types.ToString(), _parameters.ToString(), _containers.ToString());
    }

    public List<byte[]> Packets(int count) => [.. Enumerable.Range(0, count).Select(_ =>
    {
        var packet = new byte[_chance.Next(8) == 0 ? _chance.Next(0, 12) : _chance.Next(12, 160)];
        _chance.NextBytes(packet);
        if (packet.Length > 1)
        {
            packet[0] = (byte)_chance.Next(0, 10);
            packet[1] &= 0x7F;
        }
        return packet;
    })];

    private string Extends(string container, int value, string by = "id")
    {
        if (_chance.Next(9) == 0)
            return $"<BaseContainer containerRef='{container}'/>";
        var equal = Given.Equal(by, _chance.Next(3) == 0 ? $"0x{value:X}" : value.ToString(CultureInfo.InvariantCulture), Maybe("useCalibratedValue='false'", 2));
        return Given.Extends(container, _chance.Next(6) switch
        {
            0 => Given.Equal("id", value.ToString(CultureInfo.InvariantCulture), "comparisonOperator='&gt;='"),
            1 => $"<ComparisonList>{equal}{Given.Equal("sub", "5", "comparisonOperator='!='")}</ComparisonList>",
            2 => $"<BooleanExpression><ORedConditions>{Condition("id", "==", value)}{Condition("sub", "&lt;", 2)}</ORedConditions></BooleanExpression>",
            _ => equal,
        });
    }

    private static string Condition(string name, string by, int value) =>
        $"<Condition><ParameterInstanceRef parameterRef='{name}'/><ComparisonOperator>{by}</ComparisonOperator><Value>{value}</Value></Condition>";

    private string Entries(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => Entry()));

    private string Entry()
    {
        var name = $"p{_count++}";
        _types.Append(Type("t" + name, 0));
        var validity = _chance.Next(12) == 0 ? $"<ParameterProperties><ValidityCondition>{Given.Equal("sub", "3", "comparisonOperator='&gt;'")}</ValidityCondition></ParameterProperties>" : "";
        _parameters.Append(CultureInfo.InvariantCulture, $"<Parameter name='{name}' parameterTypeRef='t{name}'>{validity}</Parameter>");
        var more = _chance.Next(14) switch
        {
            0 => $"<LocationInContainerInBits><FixedValue>{_chance.Next(-3, 9)}</FixedValue></LocationInContainerInBits>",
            1 => $"<LocationInContainerInBits referenceLocation='containerStart'><FixedValue>{_chance.Next(0, 90)}</FixedValue></LocationInContainerInBits>",
            2 => "<RepeatEntry><Count><FixedValue>3</FixedValue></Count><Offset><FixedValue>2</FixedValue></Offset></RepeatEntry>",
            3 when _chance.Next(3) == 0 => $"<IncludeCondition>{Given.Equal("sub", "2")}</IncludeCondition>",
            4 when _chance.Next(3) == 0 => "<RepeatEntry><Count><DynamicValue><ParameterInstanceRef parameterRef='sub'/></DynamicValue></Count></RepeatEntry>",
            _ => "",
        };
        _names.Add(name);
        return Given.Entry(name, more);
    }

    private string Type(string name, int depth) => _chance.Next(depth > 2 ? 12 : isOlder && depth > 0 ? 13 : 15) switch
    {
        < 5 => $"<IntegerParameterType name='{name}' sizeInBits='64'>{Integer(Contexts())}{Alarm()}{Contextual()}</IntegerParameterType>",
        5 => $"<FloatParameterType name='{name}'>{Integer(Contexts())}{Valid()}{Alarm()}{Contextual()}</FloatParameterType>",
        6 or 7 => Float(name),
        8 => $"<EnumeratedParameterType name='{name}'>{Integer("")}<EnumerationList><Enumeration value='0' label='A'/><Enumeration value='1' maxValue='100' label='B'/></EnumerationList><DefaultAlarm defaultAlarmLevel='watch'><EnumerationAlarmList><EnumerationAlarm alarmLevel='critical' enumerationLabel='B'/></EnumerationAlarmList></DefaultAlarm></EnumeratedParameterType>",
        9 => $"<BooleanParameterType name='{name}'>{Integer("")}</BooleanParameterType>",
        10 => $"<BinaryParameterType name='{name}'><BinaryDataEncoding><SizeInBits><FixedValue>{_chance.Next(0, 40)}</FixedValue></SizeInBits></BinaryDataEncoding></BinaryParameterType>",
        11 when _chance.Next(2) == 0 => $"<StringParameterType name='{name}'><StringDataEncoding encoding='{(isOlder ? "UTF-8" : "ISO-8859-1")}'><SizeInBits><Fixed><FixedValue>{8 * _chance.Next(1, 5)}</FixedValue></Fixed>{(isOlder ? "" : Maybe("<TerminationChar/>", 4))}</SizeInBits></StringDataEncoding></StringParameterType>",
        11 => $"<AbsoluteTimeParameterType name='{name}'><Encoding scale='0.001'>{Integer("")}</Encoding><ReferenceTime><Epoch>GPS</Epoch></ReferenceTime></AbsoluteTimeParameterType>",
        12 => Inner(name, depth) + $"<AggregateParameterType name='{name}'><MemberList><Member name='x' typeRef='{name}i'/><Member name='y' typeRef='{name}i'/></MemberList></AggregateParameterType>",
        _ => Inner(name, depth) + $"<ArrayParameterType name='{name}' arrayTypeRef='{name}i'><DimensionList>{Dimension()}{Maybe(Dimension(), 2)}</DimensionList></ArrayParameterType>",
    };

    private string Inner(string name, int depth) => Type(name + "i", depth + 1);

    private string Dimension() => $"<Dimension><StartingIndex><FixedValue>0</FixedValue></StartingIndex><EndingIndex><FixedValue>{_chance.Next(-1, 3)}</FixedValue></EndingIndex></Dimension>";

    private string Float(string name)
    {
        var (format, bits) = isOlder ? _floats[_chance.Next(1, 4)] : _floats[_chance.Next(_floats.Length)];
        var order = Maybe("byteOrder='leastSignificantByteFirst'", 4);
        return $"<FloatParameterType name='{name}'><FloatDataEncoding sizeInBits='{bits}' encoding='{format}' {order}>{Contexts()}</FloatDataEncoding>{Valid()}{Alarm()}</FloatParameterType>";
    }

    private string Integer(string more)
    {
        var bits = _chance.Next(4) == 0 ? 8 * _chance.Next(1, 9) : _chance.Next(1, 65);
        var order = bits % 8 == 0 ? Maybe("byteOrder='leastSignificantByteFirst'", 4) : "";
        return $"<IntegerDataEncoding sizeInBits='{bits}' encoding='{_integers[_chance.Next(_integers.Length)]}' {order}>{more}</IntegerDataEncoding>";
    }

    private string Contexts()
    {
        if (_chance.Next(2) == 0)
            return "";
        var own = $"<DefaultCalibrator>{Calibrator()}</DefaultCalibrator>";
        return _chance.Next(5) != 0 ? own : own + $"<ContextCalibratorList><ContextCalibrator><ContextMatch>{Given.Equal(Known(), "1", "comparisonOperator='&gt;'")}</ContextMatch><Calibrator>{Calibrator()}</Calibrator></ContextCalibrator></ContextCalibratorList>";
    }

    private string Known() => _names.Count > 0 && _chance.Next(2) == 0 ? _names[_chance.Next(_names.Count)] : "sub";

    private string Calibrator() => _chance.Next(4) switch
    {
        0 => $"<SplineCalibrator order='{_chance.Next(isOlder ? 1 : 0, 3)}' {Maybe("extrapolate='true'", 2)}><SplinePoint raw='0' calibrated='1'/><SplinePoint raw='20' calibrated='-4'/><SplinePoint raw='200' calibrated='5'/></SplineCalibrator>",
        1 => $"<MathOperationCalibrator><ThisParameterOperand/><ValueOperand>3</ValueOperand><Operator>*</Operator>{(isOlder ? "" : "<Operator>abs</Operator>")}<Operator>ln</Operator></MathOperationCalibrator>",
        _ => $"<PolynomialCalibrator>{string.Concat(Enumerable.Range(0, _chance.Next(1, 5)).Select(i => string.Create(CultureInfo.InvariantCulture, $"<Term coefficient='{_chance.NextDouble() * 4 - 2:R}' exponent='{i}'/>")))}</PolynomialCalibrator>",
    };

    private string Valid() => Maybe("<ValidRange minInclusive='-50' maxExclusive='1000'/>", 4);

    private string Alarm() => _chance.Next(3) switch
    {
        0 => $"<DefaultAlarm><StaticAlarmRanges {Maybe("rangeForm='inside'", 4)}><WarningRange minInclusive='-{_chance.Next(1, 500)}' maxExclusive='{_chance.Next(1, 500)}'/><CriticalRange minExclusive='-1000' maxInclusive='1000'/></StaticAlarmRanges></DefaultAlarm>",
        1 when _chance.Next(3) == 0 => $"<DefaultAlarm><AlarmConditions><SevereAlarm>{Given.Equal("sub", "6")}</SevereAlarm></AlarmConditions></DefaultAlarm>",
        _ => "",
    };

    private string Contextual() => Maybe($"<ContextAlarmList><ContextAlarm><StaticAlarmRanges><WatchRange maxInclusive='9'/></StaticAlarmRanges><ContextMatch>{Given.Equal("sub", "1")}</ContextMatch></ContextAlarm></ContextAlarmList>", 8);

    private string Maybe(string text, int oneIn) => _chance.Next(oneIn) == 0 ? text : "";
}

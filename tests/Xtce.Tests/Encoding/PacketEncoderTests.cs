namespace Gantry.Xtce.Tests;

public sealed class PacketEncoderTests
{
    private static readonly XtceDatabase _database = Given.Database(Given.Telemetry(
        """
        <IntegerParameterType name="u8" signed="false" sizeInBits="8"><IntegerDataEncoding sizeInBits="8"/></IntegerParameterType>
        <IntegerParameterType name="i12" signed="true" sizeInBits="12"><IntegerDataEncoding sizeInBits="12" encoding="twosComplement"/></IntegerParameterType>
        <FloatParameterType name="curve"><IntegerDataEncoding sizeInBits="12"><DefaultCalibrator><PolynomialCalibrator><Term coefficient="1" exponent="0"/><Term coefficient="0.5" exponent="1"/><Term coefficient="0.001" exponent="2"/></PolynomialCalibrator></DefaultCalibrator></IntegerDataEncoding></FloatParameterType>
        <AggregateParameterType name="pair"><MemberList><Member name="A" typeRef="i12"/><Member name="B" typeRef="i12"/></MemberList></AggregateParameterType>
        <ArrayParameterType name="list" arrayTypeRef="pair"><DimensionList><Dimension><StartingIndex><FixedValue>0</FixedValue></StartingIndex><EndingIndex><DynamicValue><ParameterInstanceRef parameterRef="n"/><LinearAdjustment slope="1" intercept="-1"/></DynamicValue></EndingIndex></Dimension></DimensionList></ArrayParameterType>
        """,
        Given.Parameters("kind", "u8", "n", "u8", "c", "curve", "l", "list", "x", "u8"),
        Given.Container("root", Given.Entry("kind")) + Given.Container(
            "dynamic",
            Given.Entry("n") + Given.Entry("l") + """
                <ParameterRefEntry parameterRef="c"><IncludeCondition><Comparison parameterRef="n" comparisonOperator="&gt;" value="1"/></IncludeCondition></ParameterRefEntry>
                <ParameterRefEntry parameterRef="x"><RepeatEntry><Count><DynamicValue><ParameterInstanceRef parameterRef="n"/></DynamicValue></Count></RepeatEntry></ParameterRefEntry>
                """,
            "", Given.Extends("root", Given.Equal("kind", "7")))));

    private static readonly PacketEncoder _encoder = new(_database);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public void What_is_made_is_found_again_with_all_its_values(int n)
    {
        var given = new Dictionary<string, Value>();
        var made = _encoder.Encode(_database.FindContainer("dynamic")!, (parameter, part, _, bit) =>
        {
            Assert.True(bit >= 8);
            return given[parameter.QualifiedName + part] = parameter.Name == "n" ? Value.Of((long)n) : Value.Of((long)given.Count);
        });
        Assert.Empty(made.Faults);

        var rows = new List<(string, string)>();
        var root = RootContainers.Choose(_database)!;
        new RowDecoder(CompiledDatabase.Compile(_database, root)).Decode(made.Octets.ToArray(), [new(0, made.Octets.Length)], row =>
        {
            Assert.Equal(("dynamic", DecodeStatus.Good), (row.Container!.Name, row.Status));
            rows.AddRange(row.Cells.Where(c => c.Leaf.Parameter.Name != "kind").Select(c => (c.Leaf.Name, c.Raw.ToString())));
        });
        Assert.Equal(given.Select(g => (g.Key, g.Value.ToString())).Order(), rows.Order());
    }

    [Fact]
    public void What_decides_sizes_and_what_is_asked_for_is_known()
    {
        var container = _database.FindContainer("dynamic")!;
        Assert.Equal(["n"], _database.AllParameters.Where(p => _encoder.IsSize(container, p)).Select(p => p.Name));
        Assert.Equal(["kind"], _database.AllParameters.Where(p => _encoder.Asks(container, p)).Select(p => p.Name));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1.5)]
    [InlineData(1234.5)]
    [InlineData(1e9)]
    [InlineData(-5)]
    public void The_nearest_raw_number_is_found_where_a_curve_has_no_way_back(double wanted)
    {
        double Of(double raw) => 1 + 0.5 * raw + 0.001 * raw * raw;
        _encoder.RawOf(_database.TypeOf(_database.FindParameter("c")!)!, wanted)!.Value.TryNumber(out var raw);
        var best = Enumerable.Range(0, 4096).MinBy(r => Math.Abs(Of(r) - wanted));
        Assert.Equal(best, raw);
    }

    [Fact]
    public void What_cannot_be_encoded_says_why()
    {
        var made = _encoder.Encode(_database.FindContainer("dynamic")!, (parameter, part, _, _) => parameter.Name == "l" ? Value.Of(5000L) : Value.Of(1L));
        Assert.Contains("l[0].A: 5000 does not fit 12 bits", Assert.Single(made.Faults), StringComparison.Ordinal);
        Assert.Contains("is no number", _encoder.RawOf(_database.TypeOf(_database.FindParameter("x")!)!, "fast").Fault, StringComparison.Ordinal);
    }
}

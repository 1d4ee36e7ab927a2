namespace Gantry.Xtce.Tests;

public sealed class CalibratorTests
{
    private static Sample Calibrate(string calibrator, string hex, string attributes = "") => Given.Decode(
        $"<FloatParameterType name='t'><IntegerDataEncoding sizeInBits='8' encoding='twosComplement'><DefaultCalibrator>{calibrator}</DefaultCalibrator></IntegerDataEncoding></FloatParameterType>", hex, attributes);

    private static string Spline(string attributes, params (double Raw, double Calibrated)[] points) =>
        $"<SplineCalibrator {attributes}>{string.Concat(points.Select(p => FormattableString.Invariant($"<SplinePoint raw='{p.Raw}' calibrated='{p.Calibrated}'/>")))}</SplineCalibrator>";

    private static string Math(string steps) => $"<MathOperationCalibrator>{string.Concat(steps.Split(' ').Select(s => s switch
    {
        "x" => "<ThisParameterOperand/>",
        _ when double.TryParse(s, System.Globalization.CultureInfo.InvariantCulture, out _) => $"<ValueOperand>{s}</ValueOperand>",
        _ => $"<Operator>{s.Replace("<", "&lt;", StringComparison.Ordinal)}</Operator>",
    }))}</MathOperationCalibrator>";

    [Fact]
    public void Polynomials_take_terms_in_any_order_and_add_those_of_one_exponent() =>
        Assert.Equal(1 + 3 * 2 + 4 * 4, Calibrate(
            "<PolynomialCalibrator><Term coefficient='4' exponent='2'/><Term coefficient='1' exponent='0'/><Term coefficient='1' exponent='1'/><Term coefficient='2' exponent='1'/></PolynomialCalibrator>", "02").Value.AsReal);

    [Theory]
    [InlineData("order='1'", "05", 50)]
    [InlineData("order='0'", "05", 0)]
    [InlineData("order='0'", "0A", 100)]
    [InlineData("", "0F", 150)]
    [InlineData("", "14", 200)]
    [InlineData("order='2'", "05", 50)]
    public void Splines_follow_their_order(string attributes, string hex, double value) =>
        Assert.Equal(value, Calibrate(Spline(attributes, (0, 0), (10, 100), (20, 200)), hex).Value.AsReal, 12);

    [Fact]
    public void Splines_say_nothing_outside_of_their_points()
    {
        var sample = Calibrate(Spline("", (0, 0), (10, 100)), "0B");

        Assert.Equal((ValueKind.None, SampleState.Uncalibrated, 11L), (sample.Value.Kind, sample.State, sample.Raw.AsSigned));
    }

    [Theory]
    [InlineData("0B", 110)]
    [InlineData("FF", -10)]
    public void Splines_go_on_where_they_may(string hex, double value) =>
        Assert.Equal(value, Calibrate(Spline("extrapolate='true'", (0, 0), (10, 100)), hex).Value.AsReal, 12);

    [Fact]
    public void Splines_of_second_order_are_curves() =>
        Assert.Equal(2.25, Given.Decode($"<FloatParameterType name='t'><FloatDataEncoding><DefaultCalibrator>{Spline("order='2'", (0, 0), (1, 1), (2, 4))}</DefaultCalibrator></FloatDataEncoding></FloatParameterType>", "3FC00000").Value.AsReal, 12);

    [Theory]
    [InlineData("x 2 *", 6)]
    [InlineData("x 2 -", 1)]
    [InlineData("2 x y^x", 9)]
    [InlineData("2 x ^", 8)]
    [InlineData("x dup *", 9)]
    [InlineData("x 5 over + +", 11)]
    [InlineData("1 x swap /", 3)]
    [InlineData("x 2 %", 1)]
    [InlineData("x 1 <<", 6)]
    [InlineData("x x!", 6)]
    [InlineData("x 2 <", 0)]
    [InlineData("x ~", -4)]
    [InlineData("1 x drop", 1)]
    public void Calculations_are_in_postfix(string steps, double value) => Assert.Equal(value, Calibrate(Math(steps), "03").Value.AsReal);

    [Theory]
    [InlineData("x +")]
    [InlineData("x x")]
    [InlineData("x nonsense")]
    public void Calculations_that_do_not_come_out_are_told(string steps) =>
        Given.Finds(
            Given.Read(Given.Telemetry(
                $"<FloatParameterType name='t'><IntegerDataEncoding><DefaultCalibrator>{Math(steps)}</DefaultCalibrator></IntegerDataEncoding></FloatParameterType>", Given.Parameter("p", "t"), Given.Container("c", Given.Entry("p")))),
            "XT063", Severity.Error);

    [Fact]
    public void Of_contexts_come_before_the_default()
    {
        var decoder = Given.Decoder(Given.Telemetry(
            Given.Unsigned("u8", 8) + """
                <FloatParameterType name="t"><IntegerDataEncoding sizeInBits="8">
                <DefaultCalibrator><PolynomialCalibrator><Term coefficient="1" exponent="1"/></PolynomialCalibrator></DefaultCalibrator>
                <ContextCalibratorList>
                <ContextCalibrator><ContextMatch><Comparison parameterRef="mode" value="1"/></ContextMatch><Calibrator><PolynomialCalibrator><Term coefficient="10" exponent="1"/></PolynomialCalibrator></Calibrator></ContextCalibrator>
                <ContextCalibrator><ContextMatch><Comparison parameterRef="mode" comparisonOperator="&gt;" value="0"/></ContextMatch><Calibrator><PolynomialCalibrator><Term coefficient="100" exponent="1"/></PolynomialCalibrator></Calibrator></ContextCalibrator>
                </ContextCalibratorList></IntegerDataEncoding></FloatParameterType>
                """, Given.Parameters("mode", "u8", "p", "t"), Given.Container("c", Given.Entry("mode") + Given.Entry("p"))));

        Assert.Equal([3.0, 30.0, 300.0], new[] { "0003", "0103", "0203" }.Select(hex => decoder.Decode(Given.Bytes(hex)).Samples[1].Value.AsReal));
    }

    [Fact]
    public void Of_points_with_one_raw_value_are_left_out()
    {
        var reading = Given.Read(Given.Telemetry(
            $"<FloatParameterType name='t'><IntegerDataEncoding><DefaultCalibrator>{Spline("", (1, 1), (1, 2))}</DefaultCalibrator></IntegerDataEncoding></FloatParameterType>", Given.Parameter("p", "t"), Given.Container("c", Given.Entry("p"))));

        Given.Finds(reading, "XT060", Severity.Error);
        Assert.Equal(SampleState.Uncalibrated, new PacketDecoder(reading.Database!, reading.Database!.FindContainer("c")!).Decode(new byte[1]).Samples[0].State);
    }
}

namespace Gantry.Xtce.Tests;

public sealed class AlgorithmTests
{
    private const string Algorithms = """
        <AlgorithmSet>
        <MathAlgorithm name="power"><MathOperation outputParameterRef="P"><ParameterInstanceRefOperand parameterRef="a"/><ParameterInstanceRefOperand parameterRef="b"/><Operator>*</Operator><TriggerSet triggerRate="2"><OnParameterUpdateTrigger parameterRef="b"/></TriggerSet></MathOperation></MathAlgorithm>
        <MathAlgorithm name="next"><MathOperation outputParameterRef="Q"><ParameterInstanceRefOperand parameterRef="P"/><ValueOperand>1</ValueOperand><Operator>+</Operator><TriggerSet><OnParameterUpdateTrigger parameterRef="P"/><OnParameterUpdateTrigger parameterRef="Q"/></TriggerSet></MathOperation></MathAlgorithm>
        <MathAlgorithm name="tick"><MathOperation outputParameterRef="T"><ParameterInstanceRefOperand parameterRef="a"/><TriggerSet><OnPeriodicRateTrigger fireRateInSeconds="5"/></TriggerSet></MathOperation></MathAlgorithm>
        </AlgorithmSet>
        """;

    private static readonly PacketDecoder _decoder = Given.Decoder(Given.Telemetry(
        Given.Unsigned("u8", 8) + "<FloatParameterType name='f'/>", Given.Parameters("a", "u8", "b", "u8", "P", "f", "Q", "f", "T", "f"), Given.Container("c", Given.Entry("a") + Given.Entry("b")), more: Algorithms));

    private readonly AlgorithmRunner _runner = new(_decoder);

    private string After(string hex) => Say(_runner.After(_decoder.Decode(Given.Bytes(hex))));

    private static string Say(IEnumerable<Sample> samples) => string.Join(' ', samples.Select(s => $"{s.Parameter.Name}={s.Value}"));

    [Fact]
    public void Run_every_so_many_triggers_and_a_ring_of_them_ends()
    {
        Assert.Equal("", After("0203"));
        Assert.StartsWith("P=20 Q=21", After("0405"), StringComparison.Ordinal);
        Assert.Equal("", After("0607"));
    }

    [Fact]
    public void Run_from_time_to_time()
    {
        After("0901");

        Assert.Equal(["T=9", "", "T=9"], new[] { 0.0, 4, 5 }.Select(t => Say(_runner.At(t))));
    }
}

namespace Gantry.Xtce.Tests;

public sealed class SchemaTests
{
    [Fact]
    public void Wants_elements_in_their_order()
    {
        var reading = Given.ReadStrictly(Given.Telemetry(
            Given.Unsigned("u8", 8), Given.Parameter("a", "u8"),
            Given.Container("c", Given.Entry("a"), "abstract='true'") + $"<SequenceContainer name='d'>{Given.Extends("c", Given.Equal("a", "1"))}<EntryList/></SequenceContainer>"));

        Given.Finds(reading, "XT003", Severity.Error);
    }

    [Fact]
    public void Lets_references_name_parts() =>
        Assert.DoesNotContain(Given.ReadStrictly(Given.Telemetry(
            Given.Unsigned("u8", 8) + "<AggregateParameterType name='g'><MemberList><Member name='x' typeRef='u8'/></MemberList></AggregateParameterType>",
            Given.Parameter("p", "g"), Given.Container("c", Given.Entry("p.x")))).Diagnostics, d => d.Severity != Severity.Note);

    [Fact]
    public void Is_not_held_up_by_a_long_name()
    {
        var name = new string('a', 5000) + ":";

        Given.Finds(Given.ReadStrictly(Given.Telemetry(Given.Unsigned("u8", 8), Given.Parameter("p", name), Given.Container("c", ""))), "XT003", Severity.Error);
    }

    [Theory]
    [InlineData(Given.V11)]
    [InlineData(Given.V12)]
    [InlineData(Given.V13)]
    public void Exists_for_every_version(string nameSpace)
    {
        Assert.Empty(Given.ReadStrictly(Given.System("", nameSpace)).Diagnostics);
        Given.Finds(Given.ReadStrictly(Given.System("<Nonsense/>", nameSpace)), "XT004", Severity.Error);
    }
}

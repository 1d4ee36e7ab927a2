using Gantry.Xtce;

namespace Swot.Tests;

public sealed class DatabaseTests
{
    [Fact]
    public void Is_what_the_tables_say() =>
        Assert.Equal(DatabaseText.Of(Path.Combine(SwotMission.Folder, "telemetry", "tables")), File.ReadAllText(SwotMission.Database));

    [Fact]
    public void Keeps_the_schema_and_every_rule() => Assert.Empty(SwotMission.Reading.Diagnostics.Select(d => d.ToString()));

    [Fact]
    public void Has_a_few_hundred_parameters_each_with_a_description()
    {
        Assert.InRange(SwotMission.Xtce.AllParameters.Count, 250, 500);
        Assert.All(SwotMission.Xtce.AllParameters, p => Assert.False(string.IsNullOrWhiteSpace(p.About.Short), p.Name));
    }

    [Fact]
    public void Every_packet_can_be_made_and_is_found_again()
    {
        var (encoder, decoder) = (new PacketEncoder(SwotMission.Xtce), new PacketDecoder(SwotMission.Xtce, SwotMission.Root));
        var telemetry = SwotMission.Xtce.AllContainers.Where(c => c is { IsAbstract: false, IsOfCommands: false, Base: not null }).ToList();
        Assert.True(telemetry.Count > 20);
        foreach (var container in telemetry)
        {
            var made = encoder.Encode(container, (_, _, _, _) => null);
            Assert.Empty(made.Faults);
            var decoded = decoder.Decode(made.Octets);
            Assert.Equal((container.Name, DecodeStatus.Good), (decoded.Container!.Name, decoded.Status));
        }
    }

}

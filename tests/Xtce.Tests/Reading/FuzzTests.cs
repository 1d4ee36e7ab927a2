using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Gantry.Xtce.Tests;

public sealed class FuzzTests
{
    [Fact]
    public void A_database_with_slips_in_it_is_answered_and_decodes_or_says_why() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var chance = new System.Random(seed);
            var some = new SomeDatabase(seed % 50, isOlder: seed % 2 == 0);
            var xml = Slip(chance.Next(2) == 0 ? Everything.Xml : some.Xml(), chance);
            var mode = chance.Next(4) == 0 ? ReadingMode.Strict : ReadingMode.Lenient;
            var reading = XtceReader.Read(Encoding.UTF8.GetBytes(xml), "fuzz.xml", new() { Mode = mode });
            Assert.All(reading.Diagnostics, d => Assert.NotEmpty(d.ToString()));
            if (reading.Database is not { } database)
            {
                Assert.True(reading.HasErrors);
                return;
            }
            foreach (var container in database.AllContainers.Take(5))
                SameAsWalk.Check(database, container, some.Packets(5));
            CheckCommands(database, some.Packets(3));
            CheckOlder(database.Root);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    private static void CheckCommands(XtceDatabase database, List<byte[]> packets)
    {
        var (history, conditions) = (new History(database), new CommandConditions(database));
        foreach (var command in database.AllCommands.Take(5))
        {
            var encoded = new CommandEncoder(database).Encode(command, command.Arguments.Take(1).ToDictionary(a => a.Name, _ => "2"));
            Assert.All(conditions.Constraints(encoded, history.Last), v => Assert.Equal(v.IsMet, v.Reasons.Count == 0));
            conditions.Significance(encoded, history.Last);
            var progress = new CommandProgress(database, encoded, Commanded.Released, history.Last);
            foreach (var (packet, i) in packets.Select((p, i) => (p, i)))
                progress.Take(new PacketDecoder(database, database.AllContainers.First()).Decode(packet, history), Commanded.After(i));
            progress.Advance(DateTimeOffset.MaxValue);
            Assert.Null(progress.Next);
        }
    }

    // Written whole, or refused with a reason and not at all.
    private static void CheckOlder(SpaceSystem root)
    {
        using var stream = new MemoryStream();
        var told = XtceWriter.Write(root, stream, XtceVersion.V11, "fuzz.xml");
        Assert.Equal(told.Any(d => d.Severity == Severity.Error), stream.Length == 0);
        if (stream.Length > 0)
            Assert.Equal(OlderSystem.Fit(root, new("", ReadingMode.Lenient, 1_000)), XtceReader.Read(stream.ToArray(), "again.xml").Database?.Root);
    }

    [Fact]
    public void Any_bytes_are_answered() =>
        Prop.ForAll<byte[]>(bytes => XtceReader.Read(bytes ?? [], "fuzz.xml").Database is null).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    /// <summary>Words change places, numbers grow, lines go: what a hand or a broken tool does to a file.</summary>
    private static string Slip(string xml, System.Random chance)
    {
        var text = new StringBuilder(xml);
        for (var i = chance.Next(1, 6); i > 0; i--)
        {
            var at = chance.Next(text.Length);
            var quote = text.ToString().IndexOf('\'', at) is >= 0 and var single ? single : text.ToString().IndexOf('"', at);
            var end = quote < 0 ? -1 : text.ToString().IndexOf(text[quote], quote + 1);
            switch (chance.Next(6))
            {
                case 0 when end > 0:
                    text.Remove(quote + 1, end - quote - 1).Insert(quote + 1, Word(chance));
                    break;
                case 1 when end > 0:
                    text.Remove(quote + 1, end - quote - 1);
                    break;
                case 2:
                    text[at] = (char)chance.Next(32, 127);
                    break;
                case 3:
                    text.Remove(at, Math.Min(chance.Next(1, 40), text.Length - at));
                    break;
                case 4:
                    text.Insert(at, Word(chance));
                    break;
                default:
                    var length = Math.Min(chance.Next(1, 200), text.Length - at);
                    text.Insert(chance.Next(text.Length), text.ToString(at, length));
                    break;
            }
        }
        return text.ToString();
    }

    private static string Word(System.Random chance)
    {
        string[] words = ["-1", "0", "1", "65", "2147483648", "9223372036854775807", "-9223372036854775808", "1e308", "NaN", "INF", "root", "p", "u8", "/m/p", "../..", "p.x[3]", "", "0x", "0xFFFFFFFFFFFFFFFF", "true", "<EntryList/>", "&lt;", "leastSignificantByteFirst", "3,2,1,0", "BCD", "containerEnd"];
        return words[chance.Next(words.Length)];
    }
}

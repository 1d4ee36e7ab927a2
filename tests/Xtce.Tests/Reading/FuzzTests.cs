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
            var some = new SomeDatabase(seed % 50);
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
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

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

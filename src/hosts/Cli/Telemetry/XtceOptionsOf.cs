using System.CommandLine;
using Gantry.Xtce;

namespace Gantry.Cli;

/// <summary>What the standard leaves open, decided on the command line.</summary>
internal sealed class XtceOptionsOf
{
    private readonly Option<string?> _root = new("--root") { Description = "The container every packet begins with, where the database does not say it.", HelpName = "NAME" };
    private readonly Option<bool> _narrow = new("--as-written") { Description = "Types narrower than their encoding narrow the values; else no bit is lost." };
    private readonly Option<bool> _round = new("--round") { Description = "Calibrated integers are rounded." };
    private readonly Option<bool> _bits = new("--leading-bits") { Description = "Leading sizes of texts count bits, not bytes." };
    private readonly Option<bool> _posix = new("--posix-time") { Description = "Counters of time leave leap seconds out." };

    public XtceOptionsOf(Command command)
    {
        foreach (var option in (Option[])[_root, _narrow, _round, _bits, _posix])
            command.Add(option);
    }

    public XtceOptions Read(Call call, ReadingMode mode = ReadingMode.Lenient) => new()
    {
        Mode = mode,
        Settings = new()
        {
            RootContainer = call.Get(_root),
            Numbers = call.Get(_narrow) ? NumberPolicy.AsWritten : NumberPolicy.EncodingWins,
            CalibratedIntegers = call.Get(_round) ? CalibratedIntegerPolicy.Round : CalibratedIntegerPolicy.Keep,
            LeadingSizes = call.Get(_bits) ? LeadingSizeUnit.Bits : LeadingSizeUnit.Bytes,
            LeapSeconds = call.Get(_posix) ? LeapSecondPolicy.Posix : LeapSecondPolicy.Uniform,
        },
    };
}

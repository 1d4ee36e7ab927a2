using System.CommandLine;
using Gantry.Ccsds;

namespace Gantry.Cli;

/// <summary>How the frames of a recording are built, as the command line says it.</summary>
internal sealed class LinkOptions
{
    private readonly Option<string> _kind = new("--kind") { Description = "tm, aos or uslp.", HelpName = "KIND", DefaultValueFactory = _ => "aos" };
    private readonly Option<string> _code = new("--code") { Description = "The Reed-Solomon code: rs16 for (255,223), rs8 for (255,239), none.", HelpName = "CODE", DefaultValueFactory = _ => "rs16" };
    private readonly Option<int> _interleave = new("--interleave") { Description = "How many codewords take turns in a block.", HelpName = "N", DefaultValueFactory = _ => 4 };
    private readonly Option<string> _basis = new("--basis") { Description = "dual, as the standard has it, or conventional.", HelpName = "BASIS", DefaultValueFactory = _ => "dual" };
    private readonly Option<int> _fill = new("--fill") { Description = "Zero octets per codeword that are thought of and never sent.", HelpName = "N" };
    private readonly Option<int?> _length = new("--length") { Description = "Octets of a frame, where no code says it.", HelpName = "N" };
    private readonly Option<bool> _plain = new("--not-randomised") { Description = "The frames are not randomised." };
    private readonly Option<bool> _bare = new("--no-markers") { Description = "No marker stands before the frames; they follow each other exactly." };
    private readonly Option<string> _check = new("--check") { Description = "The check at the end of a frame: none, crc16 or crc32.", HelpName = "CHECK", DefaultValueFactory = _ => "none" };
    private readonly Option<int> _insert = new("--insert-zone") { Description = "Octets of the insert zone.", HelpName = "N" };
    private readonly Option<bool> _ocf = new("--ocf") { Description = "AOS frames end with an operational control field." };
    private readonly Option<bool> _headerCheck = new("--header-check") { Description = "The header of AOS frames has a check of its own." };
    private readonly Option<int?> _spacecraft = new("--spacecraft") { Description = "The spacecraft: the only one to accept, or the one that is simulated.", HelpName = "ID" };

    public LinkOptions(Command command)
    {
        _kind.AcceptOnlyFromAmong("tm", "aos", "uslp");
        _code.AcceptOnlyFromAmong("rs16", "rs8", "none");
        _basis.AcceptOnlyFromAmong("dual", "conventional");
        _check.AcceptOnlyFromAmong("none", "crc16", "crc32");
        foreach (var option in (Option[])[_kind, _code, _interleave, _basis, _fill, _length, _plain, _bare, _check, _insert, _ocf, _headerCheck, _spacecraft])
            command.Add(option);
    }

    public LinkFormat Read(Call call)
    {
        var basis = call.Get(_basis) == "dual" ? SymbolBasis.Dual : SymbolBasis.Conventional;
        var format = new LinkFormat
        {
            Frames = call.Get(_kind) switch { "tm" => FrameKind.Tm, "aos" => FrameKind.Aos, _ => FrameKind.Uslp },
            Code = call.Get(_code) switch { "rs16" => new(16, call.Get(_interleave), basis, call.Get(_fill)), "rs8" => new(8, call.Get(_interleave), basis, call.Get(_fill)), _ => null },
            FrameLength = call.Get(_length),
            IsRandomised = !call.Get(_plain),
            HasMarkers = !call.Get(_bare),
            Check = call.Get(_check) switch { "crc16" => FrameCheck.Crc16, "crc32" => FrameCheck.Crc32, _ => FrameCheck.None },
            InsertZoneLength = call.Get(_insert),
            HasOcf = call.Get(_ocf),
            HasHeaderCheck = call.Get(_headerCheck),
            SpacecraftId = call.Get(_spacecraft),
        };
        return format.WhyInvalid() is { } complaint ? throw new UsageException($"Such frames cannot be: {complaint}.") : format;
    }
}

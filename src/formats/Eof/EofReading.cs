using System.Diagnostics.CodeAnalysis;

namespace Gantry.Eof;

/// <summary>A header, or what is wrong with it in words.</summary>
public readonly struct EofReading
{
    private readonly EofHeader? _header;
    private readonly string? _problem;

    private EofReading(EofHeader? header, string? problem) => (_header, _problem) = (header, problem);

    public static EofReading Of(EofHeader header) => new(header, null);

    public static EofReading Refused(string problem) => new(null, problem);

    public bool TryGet([NotNullWhen(true)] out EofHeader? header, [NotNullWhen(false)] out string? problem)
    {
        (header, problem) = (_header, _header is null ? _problem ?? "it was not read" : null);
        return header is not null;
    }
}

using System.Text.RegularExpressions;
using Gantry.Eof;
using Gantry.Safe;

namespace Gantry.Hub;

/// <summary>Everything that is known of a file from its name, its content, its type and the type's extractor, in this order.</summary>
internal sealed class MetadataReader(Extractor extractor, IntakeOptions options)
{
    /// <summary>The metadata, or why the file does not say what its type wants to know.</summary>
    /// <param name="held">The file.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="type">Its type.</param>
    /// <param name="release">The release that the type is of, for the extractor's own files.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<Result<ProductMetadata>> ReadAsync(HeldArrival held, HeldContent content, ProductType type, Digest release, CancellationToken ct)
    {
        var sheet = new MetadataSheet();
        var name = type.Metadata == MetadataFrom.None ? null : FileName.TryRead(held.Name);
        if (name is not null)
            sheet.SayName(name);
        else if (type.Metadata == MetadataFrom.Name)
            return IntakeFaults.BadMetadata(held.Name, "its name is of none of the known families of auxiliary files ('metadata: name'); use named groups of the pattern instead");
        if (held.Parent is { } parent)
            sheet.Say("parentIdentifier", parent.Name);
        sheet.Say(Quicklooks.Attribute, held.QuicklookOf);
        if (await SayContentAsync(sheet, held, content, type, ct) is { } complaint)
            return IntakeFaults.BadMetadata(held.Name, complaint);
        if (SayDeclared(sheet, held.Name, type) is { } wrong)
            return IntakeFaults.BadMetadata(held.Name, wrong);
        if (type.Extractor is { } rule && await extractor.RunAsync(rule, sheet, held, content, release, ct) is { } failure)
            return failure;
        return sheet.Finish(type.ContentType, held.OriginAt);
    }

    private async Task<string?> SayContentAsync(MetadataSheet sheet, HeldArrival held, HeldContent content, ProductType type, CancellationToken ct)
    {
        var finder = new DescribingMember(options.Limits);
        switch (type.Metadata)
        {
            case MetadataFrom.Eof:
                var (header, missing) = await finder.ReadAsync(held.Name, content, n => n.EndsWith(".EOF", StringComparison.Ordinal) || n.EndsWith(".HDR", StringComparison.Ordinal),
                    EofReader.HeaderCharacters, ct);
                if (header is null)
                    return missing;
                if (!EofReader.Read(header).TryGet(out var eof, out var problem))
                    return problem;
                sheet.SayHeader(eof);
                return null;
            case MetadataFrom.Safe:
                var (manifest, absent) = await finder.ReadAsync(held.Name, content, n => n == "manifest.safe" || n.EndsWith("/manifest.safe", StringComparison.Ordinal),
                    SafeReader.ManifestCharacters, ct);
                if (manifest is null)
                    return absent;
                if (SafeReader.Read(manifest, out var wrong) is not { } safe)
                    return wrong;
                sheet.SayManifest(safe);
                return null;
            default:
                return null;
        }
    }

    private static string? SayDeclared(MetadataSheet sheet, string name, ProductType type)
    {
        if (type.Attributes.Count == 0 && type.ValidFromGroup is null && type.ValidUntilGroup is null)
            return null;
        var match = type.Pattern.Match(name);
        if (Bound(match, type.ValidFromGroup, sheet.From) is { } from)
            return from;
        if (Bound(match, type.ValidUntilGroup, sheet.Until) is { } until)
            return until;
        foreach (var attribute in type.Attributes)
        {
            // A group in a part of the pattern that was not needed has no value, and then the attribute has none.
            if (attribute.Value.Fill(group => match.Groups[group] is { Success: true } found ? found.Value : null, out _) is not { } text)
                continue;
            var kind = attribute.Kind ?? DeclaredKinds.Of(attribute.Name);
            if (DeclaredKinds.Read(text, kind) is not { } value)
                return $"the attribute {attribute.Name} is to be {kind switch { DeclaredKind.Integer => "an integer", DeclaredKind.Flag => "a flag", DeclaredKind.Time => "a time", _ => "a number" }}, and '{text}' is none";
            sheet.Set(attribute.Name, value);
        }
        return null;
    }

    private static string? Bound(Match match, string? group, Action<EofInstant> say)
    {
        if (group is null || match.Groups[group] is not { Success: true, Value: var text })
            return null;
        if (!EofInstant.TryParse(text, out var instant))
            return $"'{text}' in its name is not a time such as 20260101T000000";
        say(instant);
        return null;
    }
}

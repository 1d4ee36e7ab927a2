using System.Xml;

namespace Gantry.Hub;

/// <summary>What a file's content begins with.</summary>
/// <param name="Bytes">These bytes; null when they do not matter.</param>
/// <param name="At">Where the bytes stand.</param>
/// <param name="XmlRoot">The local name of the root element; null when it need not be XML.</param>
internal sealed record HeaderRule(byte[]? Bytes, int At, string? XmlRoot)
{
    /// <summary>How far into a file a rule may look.</summary>
    public const int Reach = 4096;

    public bool Fits(ReadOnlyMemory<byte> head) =>
        (Bytes is null || (head.Length >= At + Bytes.Length && head.Span.Slice(At, Bytes.Length).SequenceEqual(Bytes)))
        && (XmlRoot is null || HasRoot(head, XmlRoot));

    private static bool HasRoot(ReadOnlyMemory<byte> head, string root)
    {
        try
        {
            using var xml = XmlReader.Create(new MemoryStream(head.ToArray()), new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true,
            });
            return xml.MoveToContent() == XmlNodeType.Element && xml.LocalName == root;
        }
        catch (XmlException)
        {
            return false;
        }
    }
}

using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Gantry.Yaml;

/// <summary>
/// Builds the tree from the parser's events. The events are as far as the library is used: its object model resolves
/// aliases and tags, which here are refused before they mean anything.
/// </summary>
internal sealed class TreeBuilder(string text, ProblemList problems, YamlLimits limits)
{
    private readonly Parser _parser = new(new Scanner(new StringReader(text)));
    private readonly IndentationCheck _indentation = new(text);
    private int _nodes;
    private int _depth;

    public YamlNode? Build()
    {
        YamlNode? root = null;
        try
        {
            root = ReadDocument();
        }
        catch (YamlException e)
        {
            SyntaxHints.Explain(e, text, problems);
        }
        // The parser is somebody else's code reading a stranger's bytes. Whatever else it throws is an answer about
        // those bytes, and a mission folder must not be able to break the server that checks it.
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            problems.Add(Line(_parser.Current), Column(_parser.Current), "this cannot be read as YAML; write it more simply");
        }
        _indentation.Report(problems);
        return root;
    }

    private YamlNode? ReadDocument()
    {
        _parser.MoveNext(); // stream start
        _parser.MoveNext();
        if (_parser.Current is not DocumentStart start)
        {
            problems.Add(1, 1, "the file is empty; write a document, or remove the file");
            return null;
        }
        RefuseDirectives(start);

        _parser.MoveNext();
        if (_parser.Current is Scalar { Value: "", Style: ScalarStyle.Plain, Anchor.IsEmpty: true, Tag.IsEmpty: true })
        {
            problems.Add(1, 1, "the file is empty; write a document, or remove the file");
            return null;
        }
        var root = ReadNode();
        if (root is null)
            return null;

        _parser.MoveNext(); // document end
        if (_parser.MoveNext() && _parser.Current is DocumentStart second)
            problems.Add(Line(second), Column(second), "a second document begins here; keep one document in a file");
        return root;
    }

    /// <summary>The node that begins at the current event; null when a limit was passed and reading must stop.</summary>
    private YamlNode? ReadNode()
    {
        var current = _parser.Current!;
        if (++_nodes > limits.Nodes)
        {
            problems.Add(
                Line(current), Column(current),
                $"here begins node {limits.Nodes + 1:N0} and at most {limits.Nodes:N0} are read; split the file");
            return null;
        }
        if (current is AnchorAlias alias)
        {
            problems.Add(
                Line(alias), Column(alias),
                $"the alias {Wording.Quote("*" + alias.Value)} stands for something written elsewhere; aliases are not read, write the value out here");
            return new YamlText("", isPlain: true, Line(alias), Column(alias));
        }
        RefuseProperties((NodeEvent)current);
        if (current is Scalar scalar)
        {
            _indentation.Skip(scalar);
            // Written as an escape it passes the look at the bytes, and then no database or file name can hold it.
            if (scalar.Value.Contains('\0', StringComparison.Ordinal))
                problems.Add(Line(scalar), Column(scalar), "the text holds the character U+0000 (NUL), which nothing can store; remove it");
            return new YamlText(scalar.Value, scalar.Style == ScalarStyle.Plain, Line(scalar), Column(scalar));
        }

        if (_depth == limits.Depth)
        {
            problems.Add(Line(current), Column(current), $"this is nested deeper than {limits.Depth} levels; write it flatter");
            return null;
        }
        _depth++;
        YamlNode? node = current is SequenceStart ? ReadList(current) : ReadMap(current);
        _depth--;
        return node;
    }

    private YamlList? ReadList(ParsingEvent start)
    {
        var items = new List<YamlNode>();
        while (_parser.MoveNext() && _parser.Current is not SequenceEnd)
        {
            if (ReadNode() is not { } item)
                return null;
            items.Add(item);
        }
        return new(items, Line(start), Column(start));
    }

    private YamlMap? ReadMap(ParsingEvent start)
    {
        var entries = new List<YamlEntry>();
        var seen = new Dictionary<string, YamlText>(StringComparer.Ordinal);
        while (_parser.MoveNext() && _parser.Current is not MappingEnd)
        {
            if (ReadNode() is not { } key)
                return null;
            _parser.MoveNext();
            if (ReadNode() is not { } value)
                return null;
            if (KeyOf(key, seen) is { } accepted)
                entries.Add(new(accepted, value));
        }
        return new(entries, Line(start), Column(start));
    }

    private YamlText? KeyOf(YamlNode node, Dictionary<string, YamlText> seen)
    {
        if (node is not YamlText key)
            problems.Add(node, $"{Wording.Found(node)} stands where a key belongs; a key is a text");
        else if (key.IsPlain && key.Value.Length == 0)
            problems.Add(node, "a key belongs before this ':'; write one, or put the text in quotes");
        else if (key.IsPlain && key.Value == "<<")
            problems.Add(node, "the merge key '<<' brings in keys written elsewhere; merge keys are not read, write the keys out here");
        else if (!seen.TryAdd(key.Value, key))
            problems.Add(
                node,
                $"the key {Wording.Quote(key.Value)} stands here a second time, the first is in line {seen[key.Value].Line}; keep one of them");
        else
            return key;
        return null;
    }

    private void RefuseProperties(NodeEvent node)
    {
        if (!node.Anchor.IsEmpty)
        {
            problems.Add(
                Line(node), Column(node),
                $"the anchor {Wording.Quote("&" + node.Anchor.Value)} names a value for use elsewhere; " +
                "anchors are not read, remove it and write the value where it is needed");
        }
        if (!node.Tag.IsEmpty)
        {
            problems.Add(
                Line(node), Column(node),
                $"the tag {Wording.Quote(node.Tag.Value)} changes what a value means; tags are not read, remove it");
        }
    }

    // The parser passes over directives it does not know without a word, so they are looked for in the text itself.
    private void RefuseDirectives(DocumentStart start)
    {
        var line = 1;
        foreach (var content in text.AsSpan().EnumerateLines())
        {
            if (line > Line(start) || (line == Line(start) && start.IsImplicit))
                return;
            if (content.StartsWith("%"))
                problems.Add(line, 1, $"the directive {Wording.Quote(content.ToString())} is not read; remove the line");
            line++;
        }
    }

    private static int Line(ParsingEvent? at) => (int)(at?.Start.Line ?? 1);

    private static int Column(ParsingEvent? at) => (int)(at?.Start.Column ?? 1);
}

using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Gantry.Hub;

/// <summary>Runs a type's own program on a file: in a sandbox where there is one, with nothing of the server's environment, within limits.</summary>
internal sealed class Extractor(IMissionReleases releases, Sandbox sandbox, TimeProvider clock)
{
    private const int ComplaintLetters = 500;

    /// <summary>Adds what the program says to the sheet; the fault when it fails.</summary>
    public async Task<Fault?> RunAsync(ExtractorRule rule, MetadataSheet sheet, HeldArrival held, HeldContent content, Digest release, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("gantry-extractor-");
        try
        {
            foreach (var path in rule.Files)
                await File.WriteAllBytesAsync(Path.Combine(folder.FullName, Path.GetFileName(path)), await releases.ReadFileAsync(release, path, ct) ?? [], ct);
            if (!(await sandbox.CommandAsync(rule.Run, folder.FullName, ct)).TryGet(out var command, out var refused))
                return refused;
            var (output, complaint) = await TalkAsync(command, rule, held, content, folder.FullName, ct);
            complaint ??= ExtractedAttributes.Read(output, sheet);
            return complaint is null ? null : IntakeFaults.ExtractorFailed(held.Name, complaint);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<(byte[] Output, string? Complaint)> TalkAsync(
        IReadOnlyList<string> command, ExtractorRule rule, HeldArrival held, HeldContent content, string folder, CancellationToken ct)
    {
        using var late = new CancellationTokenSource(rule.TimeLimit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, late.Token);
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/local/bin:/usr/bin:/bin";
        start.Environment["LANG"] = "C.UTF-8";
        start.Environment["HOME"] = folder;
        start.Environment["GANTRY_NAME"] = held.Name;
        start.Environment["GANTRY_MISSION"] = held.Mission;
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            return ([], $"{rule.Run[0]} cannot be started ({e.Message})");
        }
        using (process)
        {
            // The pipes of a process do not hear of a cancellation; they close when it is gone.
            await using var end = either.Token.Register(() => Kill(process));
            try
            {
                var feeding = FeedAsync(process, content, either.Token);
                var errors = ReadAsync(process.StandardError.BaseStream, ComplaintLetters, cut: true, either.Token);
                var output = await ReadAsync(process.StandardOutput.BaseStream, rule.LargestOutputBytes, cut: false, either.Token);
                if (output is null)
                    return ([], $"it wrote more than {rule.LargestOutputBytes} bytes");
                await feeding;
                await process.WaitForExitAsync(either.Token);
                return process.ExitCode == 0
                    ? (output, null)
                    : ([], $"it ended with {process.ExitCode}: {Encoding.UTF8.GetString(await errors ?? []).Trim()}");
            }
            catch (OperationCanceledException) when (late.IsCancellationRequested && !ct.IsCancellationRequested)
            {
                return ([], $"it was not done after {rule.TimeLimit.TotalSeconds:0} s");
            }
            finally
            {
                Kill(process);
            }
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It ended in this moment.
        }
    }

    // A program that knows enough after the first lines may close its input; that is no failure.
    private static async Task FeedAsync(Process process, HeldContent content, CancellationToken ct)
    {
        await using var bytes = await content.OpenAsync(ct);
        try
        {
            await bytes.CopyToAsync(process.StandardInput.BaseStream, ct);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
        }
    }

    private static async Task<byte[]?> ReadAsync(Stream stream, long most, bool cut, CancellationToken ct)
    {
        using var all = new MemoryStream();
        var buffer = new byte[16 << 10];
        int read;
        while ((read = await stream.ReadAsync(buffer, ct)) > 0)
        {
            var left = (int)Math.Min(read, most - all.Length);
            if (left < read && !cut)
                return null;
            all.Write(buffer, 0, left);
        }
        return all.ToArray();
    }
}

/// <summary>What an extractor writes: one JSON object of attributes.</summary>
internal static class ExtractedAttributes
{
    private const int Most = 200;
    private const int LongestText = 4000;

    /// <summary>Adds them to the sheet; says what is wrong with them, or null.</summary>
    public static string? Read(ReadOnlySpan<byte> output, MetadataSheet sheet)
    {
        try
        {
            var reader = new Utf8JsonReader(output, new JsonReaderOptions { MaxDepth = 4 });
            using var document = JsonDocument.ParseValue(ref reader);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return "it wrote JSON that is no object";
            var count = 0;
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (++count > Most)
                    return $"it wrote more than {Most} attributes";
                if (Say(sheet, property) is { } complaint)
                    return complaint;
            }
            return null;
        }
        catch (JsonException e)
        {
            return $"it did not write JSON ({e.Message})";
        }
    }

    private static string? Say(MetadataSheet sheet, JsonProperty property)
    {
        var (name, value) = (property.Name, property.Value);
        if (name.Length is 0 or > 100 || !char.IsAsciiLetter(name[0]) || !name.AsSpan().ContainsOnlyNameLetters())
            return $"'{(name.Length <= 100 ? name : name[..100])}' is no attribute's name";
        var kind = DeclaredKinds.Of(name);
        var read = value.ValueKind switch
        {
            JsonValueKind.String when value.GetString()! is { Length: <= LongestText } text => DeclaredKinds.Read(text, kind),
            JsonValueKind.Number when kind == DeclaredKind.Text && value.TryGetInt64(out var whole) => new AttributeValue.Whole(whole),
            JsonValueKind.Number when kind == DeclaredKind.Text && value.TryGetDouble(out var real) && double.IsFinite(real) => new AttributeValue.Real(real),
            JsonValueKind.Number => DeclaredKinds.Read(value.GetRawText(), kind),
            JsonValueKind.True or JsonValueKind.False when kind is DeclaredKind.Text or DeclaredKind.Flag => new AttributeValue.Flag(value.GetBoolean()),
            _ => null,
        };
        if (read is null)
            return $"the attribute {name} has a value that is no {kind.ToString().ToLowerInvariant()} of up to {LongestText} letters";
        sheet.Set(name, read);
        return null;
    }
}

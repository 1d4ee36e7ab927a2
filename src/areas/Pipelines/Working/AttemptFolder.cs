namespace Gantry.Pipelines;

/// <summary>An attempt's own folder: where it starts, and what it is shown there.</summary>
internal sealed class AttemptFolder(StepBlobs blobs, PipelineOptions options)
{
    /// <summary>The folder of all attempts of this node.</summary>
    public string All => Path.Combine(options.Folder, "attempts");

    /// <summary>Makes the folder, and says what is shown in it.</summary>
    public async Task<(string Folder, IReadOnlyList<StepMount> Mounts)> MakeAsync(AttemptWork work, CancellationToken ct)
    {
        var folder = Path.Combine(All, work.Attempt.Id.ToString("N"));
        Directory.CreateDirectory(folder);
        foreach (var output in work.Step.Outputs.Select(o => Path.GetDirectoryName(o.Path)!).Append("").Distinct())
            Open(Path.Combine(folder, StepSituation.Out, output));
        Open(folder);
        var mounts = new List<StepMount>();
        foreach (var file in work.Plan.FilesOf(work.Step))
            mounts.Add(new(await blobs.FileAsync(file.Digest, ct), file.Path));
        foreach (var (input, files) in work.Situation.Inputs)
        {
            // A folder of inputs is there also when it is empty.
            Directory.CreateDirectory(Path.Combine(folder, StepSituation.In, input));
            foreach (var file in files)
                mounts.Add(new(await blobs.FileAsync(file.Blob.Digest, ct), $"{StepSituation.In}/{input}/{file.Name}"));
        }
        if (BuiltIn.Find(work.Step.Uses) is { } builtIn)
            mounts.AddRange(BuiltInProgram.MountsOf(builtIn.Name));
        return (folder, mounts);
    }

    public static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder that a step made unreadable stays until the node starts again; it is in nobody's way.
        }
    }

    /// <summary>Makes a folder in which a step may write; it is not who the server is.</summary>
    public static void Open(string path)
    {
        var folder = Directory.CreateDirectory(path);
        if (!OperatingSystem.IsWindows())
            folder.UnixFileMode = (UnixFileMode)0b111_111_111;
    }
}

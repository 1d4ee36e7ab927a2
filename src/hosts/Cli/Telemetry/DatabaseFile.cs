using Gantry.Xtce;

namespace Gantry.Cli;

/// <summary>An XTCE database named on the command line.</summary>
internal static class DatabaseFile
{
    /// <summary>The most findings that are told when a database cannot be used; 'xtce check' tells all.</summary>
    private const int MostTold = 20;

    public static XtceReading Read(string file, XtceOptions options)
    {
        if (Directory.Exists(file))
            throw new UsageException($"{file} is a folder; a database is one XTCE file.");
        if (!File.Exists(file))
            throw new UsageException($"There is no file {file}.");
        using var stream = File.OpenRead(file);
        return XtceReader.Read(stream, file, options);
    }

    /// <summary>A database that can be worked with; else the faults in it, each with its line.</summary>
    public static XtceDatabase Open(string file, XtceOptions options)
    {
        var reading = Read(file, options);
        if (reading.Database is { } database)
            return database;
        throw new FaultException(new(FaultKind.Invalid, "xtce.unreadable", $"{file} is no database that can be read.")
        {
            Findings = [.. reading.Diagnostics.Where(d => d.Severity == Severity.Error).Take(MostTold).Select(Finding)],
        });
    }

    /// <summary>The container that every packet begins with.</summary>
    public static Container Root(XtceDatabase database, string file)
    {
        if (RootContainers.Choose(database) is { } root)
            return root;
        var candidates = RootContainers.Candidates(database);
        var named = database.Settings.RootContainer is { } wrong
            ? $"{file} has no container '{wrong}'" : candidates.Count == 0 ? $"{file} has no container" : $"{file} does not say which container packets begin with";
        throw new FaultException(new(FaultKind.Invalid, "xtce.no_root", candidates.Count == 0
            ? $"{named}: there is nothing to decode packets by."
            : $"{named}. Name it with --root: {string.Join(", ", candidates.Take(8).Select(c => c.Name))}{(candidates.Count > 8 ? ", …" : "")}."));
    }

    private static Finding Finding(Diagnostic one) => new(one.File, one.Line, one.Column, $"{one.Code}: {one.Sentence}");
}

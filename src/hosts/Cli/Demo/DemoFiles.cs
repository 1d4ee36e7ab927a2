namespace Gantry.Cli;

/// <summary>The files that the story is about.</summary>
internal sealed class DemoFiles
{
    public DemoFiles(DateTime now)
    {
        Orbits = [Make("AUX_RESORB", 0), Make("AUX_RESORB", 1), Make("AUX_PREORB", 0), Make("AUX_PREORB", 1), Make("AUX_POEORB", 0)];
        Late = Make("AUX_RESORB", 2, minutes: -180);
        Calibration = [Make("AUX_CAL", 0), Make("AUX_INS", 1)];
        Weather = [Make("AUX_WND", 0), Make("AUX_WND", 1, minutes: -10), Make("AUX_WND", 2, minutes: -20), Make("AUX_WAV", 0)];
        Batch = new($"S1_WEATHER_{now:yyyyMMdd'T'HHmmss}.tgz", () => PackedSamples.Tgz(Weather.Select(file => ($"run/{file.Name}", file.Content))));
        // Broken off within its header, as when a connection is lost.
        var whole = Make("AUX_RESORB", 3, minutes: -90);
        Torn = new(whole.Name, () => whole.Content[..500]);
        var infected = Make("AUX_CAL", 3, minutes: -60).Name;
        Infected = new(infected, () => PackedSamples.Zip(($"{infected[..^4]}/data/eicar.com", DemoScanner.Eicar)));

        SampleFile Make(string type, int number, int minutes = 0) =>
            SampleKind.Sentinel.Single(kind => kind.Type == type).Make(now.AddMinutes(minutes - number), number);
    }

    public IReadOnlyList<SampleFile> Orbits { get; }

    /// <summary>Three hours old when it comes.</summary>
    public SampleFile Late { get; }

    public IReadOnlyList<SampleFile> Calibration { get; }

    public IReadOnlyList<SampleFile> Weather { get; }

    /// <summary>All the weather in one archive.</summary>
    public SampleFile Batch { get; }

    public SampleFile Torn { get; }

    public SampleFile Infected { get; }

    /// <summary>What is published when everything has gone well.</summary>
    public IEnumerable<SampleFile> Published => [.. Orbits, Late, .. Calibration, .. Weather];
}

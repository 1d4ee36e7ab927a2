namespace Gantry.Xtce;

/// <summary>
/// A database made to fit 1.1: what decodes is the same or refused, what only tells something to people or to operators is left
/// out or said otherwise, and each time that is told. What comes out is written and read back as the same.
/// </summary>
internal sealed class OlderSystem
{
    private readonly OlderNotes _notes;
    private readonly OlderCriteria _criteria;
    private readonly OlderTypes _types;
    private readonly OlderContainers _containers;
    private readonly OlderCommands _commands;

    private OlderSystem(DiagnosticList diagnostics)
    {
        _notes = new(diagnostics);
        _criteria = new(_notes);
        var encodings = new OlderEncodings(_notes, _criteria);
        _types = new(_notes, _criteria, encodings, new(_notes, _criteria));
        _containers = new(_notes, _criteria, encodings);
        _commands = new(_notes, _criteria, _containers);
    }

    public static SpaceSystem Fit(SpaceSystem root, DiagnosticList diagnostics) => new OlderSystem(diagnostics).Of(root);

    private SpaceSystem Of(SpaceSystem system)
    {
        var spot = Spot.Of(system);
        _notes.Name(system);
        if (system.Header is { ValidationStatus: null })
            _notes.Lost(spot, "a header without a status", "Unknown is written");
        var sets = system.Messages.Select(m => m.SetName).Distinct().ToList();
        if (sets.Count > 1)
            _notes.Lost(spot, "several sets of messages", "they are written as one");
        foreach (var item in ((IEnumerable<Item>)system.Algorithms).Concat(system.Streams).Concat(system.Messages).Concat(system.Services).Concat(system.BlockCommands))
            _notes.Name(item);
        return system with
        {
            Header = system.Header is { ValidationStatus: null } header ? header with { ValidationStatus = "Unknown" } : system.Header,
            SystemType = _notes.Drop(system.SystemType, spot, "the type of a system"),
            AssetType = _notes.Drop(system.AssetType, spot, "the asset type of a system"),
            Types = [.. system.Types.Select(_types.Of)],
            ArgumentTypes = [.. system.ArgumentTypes.Select(_types.Of)],
            Parameters = [.. system.Parameters.Select(Of)],
            Containers = [.. system.Containers.Select(c => _containers.Of(c))],
            Algorithms = [.. system.Algorithms.Select(a => _criteria.Of(a, Spot.Of(a)))],
            Streams = [.. system.Streams.Select(Of)],
            Messages = [.. system.Messages.Select(m => m with { When = _criteria.Of(m.When, Spot.Of(m))!, SetName = sets[0] })],
            Services = [.. system.Services.Select(Of)],
            Commands = [.. system.Commands.Select(_commands.Of)],
            Systems = [.. system.Systems.Select(Of)],
        };
    }

    private Parameter Of(Parameter parameter)
    {
        var spot = Spot.Of(parameter);
        _notes.Name(parameter);
        if (parameter.Source == DataSource.Ground)
            _notes.Lost(spot, "that a parameter is of the ground", "local is written");
        if (!parameter.IsPersistent)
            _notes.Lost(spot, "that a parameter does not persist");
        if (parameter.Time is { Offset: not null })
            _notes.Lost(spot, "the offset of a time");
        return parameter with
        {
            Source = parameter.Source == DataSource.Ground ? DataSource.Local : parameter.Source,
            IsPersistent = true,
            Validity = _criteria.Of(parameter.Validity, spot),
            Time = parameter.Time is { } time ? time with { Offset = null, Unit = "seconds" } : null,
        };
    }

    private DataStream Of(DataStream stream) => stream with
    {
        EncodingAlgorithm = stream.EncodingAlgorithm is { } coding ? _criteria.Of(coding, Spot.Of(stream)) : null,
        DecodingAlgorithm = stream.DecodingAlgorithm is { } decoding ? _criteria.Of(decoding, Spot.Of(stream)) : null,
    };

    private Service Of(Service service)
    {
        if (service is not { Messages.Count: > 0, Containers.Count: > 0 })
            return service;
        _notes.Lost(Spot.Of(service), "the containers of a service that has messages too");
        return service with { Containers = [] };
    }
}

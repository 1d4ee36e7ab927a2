using System.Xml.Linq;
using static Gantry.Xtce.Xml;

namespace Gantry.Xtce;

internal sealed class SystemWriter(Xml xml)
{
    private readonly TypeWriter _types = new(xml);
    private readonly ContainerWriter _containers = new(xml);
    private readonly AlgorithmWriter _algorithms = new(xml);
    private readonly CommandWriter _commands = new(xml);
    private readonly StreamWriter _streams = new(xml);

    public XElement System(SpaceSystem system) => xml.E(
        "SpaceSystem", A("name", system.Name), A("operationalStatus", system.OperationalStatus),
        xml.Is13 ? A("systemType", system.SystemType) : null, xml.Is13 ? A("assetType", system.AssetType) : null, xml.About(system.About),
        system.Header is { } header ? Header(header) : null,
        xml.Set("TelemetryMetaData", [
            xml.Set("ParameterTypeSet", system.Types.Where(t => !t.IsOfCommands).Select(t => _types.Type(t, false))),
            xml.Set("ParameterSet", [.. system.Parameters.Where(p => !p.IsOfCommands).Select(Parameter), .. system.ParameterReferences.Select(r => xml.E("ParameterRef", A("parameterRef", r.Text)))]),
            xml.Set("ContainerSet", system.Containers.Where(c => !c.IsOfCommands).Select(c => _containers.Container("SequenceContainer", c))),
            .. system.Messages.GroupBy(m => m.SetName).Select(set => xml.E("MessageSet", A("name", set.Key), set.Select(_streams.Message))),
            xml.Set("StreamSet", system.Streams.Select(_streams.Stream)),
            xml.Set("AlgorithmSet", system.Algorithms.Select(_algorithms.Algorithm))]),
        xml.Set("CommandMetaData", [
            xml.Set("ParameterTypeSet", system.Types.Where(t => t.IsOfCommands).Select(t => _types.Type(t, false))),
            xml.Set("ParameterSet", system.Parameters.Where(p => p.IsOfCommands).Select(Parameter)),
            xml.Set("ArgumentTypeSet", system.ArgumentTypes.Select(t => _types.Type(t, true))),
            xml.Set("MetaCommandSet", [
                .. system.Commands.Select(_commands.Command), .. system.CommandReferences.Select(r => xml.E("MetaCommandRef", r.Text)), .. system.BlockCommands.Select(_commands.Block)]),
            xml.Set("CommandContainerSet", system.Containers.Where(c => c.IsOfCommands).Select(c => _containers.Container("CommandContainer", c)))]),
        xml.Set("ServiceSet", system.Services.Select(_streams.Service)),
        system.Systems.Select(System));

    private XElement Header(Header header) => xml.E(
        "Header", A("version", header.Version), A("date", header.Date), Unless("NotClassified", "classification", header.Classification),
        A("classificationInstructions", header.ClassificationInstructions), A("validationStatus", header.ValidationStatus),
        xml.Set("AuthorSet", header.Authors.Select(a => xml.E("Author", a))), xml.Set("NoteSet", header.Notes.Select(n => xml.E("Note", n))),
        xml.Set("HistorySet", header.History.Select(h => xml.E("History", h))));

    private XElement Parameter(Parameter parameter) => xml.E(
        "Parameter", A("name", parameter.Name), A("parameterTypeRef", parameter.Type.Text), A("initialValue", parameter.InitialValue), xml.About(parameter.About), Properties(parameter));

    private XElement? Properties(Parameter parameter)
    {
#pragma warning disable CA1308 // The words of the schema.
        object?[] content =
        [
            A("dataSource", parameter.Source?.ToString().ToLowerInvariant()), Unless(false, "readOnly", parameter.IsReadOnly), Unless(true, "persistence", parameter.IsPersistent),
            parameter.SystemName is null ? null : xml.E("SystemName", parameter.SystemName),
            _algorithms.Match("ValidityCondition", parameter.Validity),
            xml.Set("PhysicalAddressSet", parameter.Addresses.Select(a => Address("PhysicalAddress", a))),
            _containers.Time(parameter.Time),
        ];
#pragma warning restore CA1308
        return Array.TrueForAll(content, c => c is null) ? null : xml.E("ParameterProperties", content);
    }

    private XElement Address(string name, PhysicalAddress address) =>
        xml.E(name, A("sourceName", address.SourceName), A("sourceAddress", address.SourceAddress), address.Within is null ? null : Address("SubAddress", address.Within));
}

using System.Xml.Linq;
using static Gantry.Xtce.Xml;

namespace Gantry.Xtce;

internal sealed class ContainerWriter(Xml xml)
{
    private readonly CriteriaWriter _criteria = new(xml);
    private readonly EncodingWriter _encodings = new(xml);
    private readonly AlgorithmWriter _algorithms = new(xml);

    public XElement Container(string name, Container container) => xml.E(
        name, A("name", container.Name), Unless(false, "abstract", container.IsAbstract), A("idlePattern", container.IdlePattern), xml.About(container.About),
        container.DefaultRate is { } rate ? Rate("DefaultRateInStream", rate) : null,
        xml.Set("RateInStreamSet", container.Rates.Select(r => Rate("RateInStream", r))),
        container.Encoding is { } encoding ? _encodings.Binary("BinaryEncoding", encoding, container.Check ?? encoding.Check)
            : container.Check is { } check ? xml.E("BinaryEncoding", _encodings.Check(check)) : null,
        xml.E("EntryList", container.Entries.Select(Entry)),
        container.Base is { } extends ? Base(extends) : null);

    public XElement? Time(TimeAssociation? time) => time is null ? null : xml.E(
        "TimeAssociation", CriteriaWriter.Parameter(time.Time), Unless(true, "interpolateTime", time.Interpolates), A("offset", time.Offset),
        xml.Is11 ? null : Unless(xml.Is13 ? "seconds" : "si_second", "unit", xml.Is13 ? time.Unit : time.Unit switch
        {
            "milliseconds" => "si_millsecond",
            "microseconds" => "si_microsecond",
            "nanoseconds" => "si_nanosecond",
            "minutes" => "minute",
            "days" => "day",
            "years" => "julianYear",
            _ => "si_second",
        }));

    private XElement Rate(string name, Rate rate) =>
        xml.E(name, rate.IsPerSecond ? null : A("basis", "perContainerUpdate"), A("minimumValue", rate.Least), A("maximumValue", rate.Most), A("streamRef", rate.Stream?.Text));

    private XElement Base(BaseContainer extends) => xml.E(
        "BaseContainer", A("containerRef", extends.Container.Text),
        extends.HasRestriction ? xml.E("RestrictionCriteria", _criteria.Match(extends.Restriction), extends.Next is null ? null : xml.E("NextContainer", A("containerRef", extends.Next.Text))) : null);

    private XElement Entry(Entry entry)
    {
        object?[] common =
        [
            A("shortDescription", entry.About),
            entry.Location is { } location ? xml.E("LocationInContainerInBits", Unless("previousEntry", "referenceLocation", Word(location.From)), _criteria.Integer(location.Bits)) : null,
            entry.Repeat is { } repeat ? xml.E("RepeatEntry", xml.E("Count", _criteria.Integer(repeat.Count)), repeat.Gap is null ? null : xml.E("Offset", _criteria.Integer(repeat.Gap))) : null,
            _algorithms.Match("IncludeCondition", entry.Include), Time(entry.Time), xml.Ancillary(entry.Ancillary),
        ];
        return entry switch
        {
            ParameterEntry one => xml.E("ParameterRefEntry", A("parameterRef", one.Parameter.Text), common),
            ArrayEntry one => xml.E("ArrayParameterRefEntry", A("parameterRef", one.Parameter.Text), one.IsLast ? A("lastEntryForThisArrayInstance", true) : null, common, _criteria.Dimensions(one.Dimensions)),
            ContainerEntry one => xml.E("ContainerRefEntry", A("containerRef", one.Container.Text), common),
            ParameterSegmentEntry one => xml.E("ParameterSegmentRefEntry", A("parameterRef", one.Parameter.Text), A("order", one.Order), A("sizeInBits", one.SizeInBits), common),
            ContainerSegmentEntry one => xml.E("ContainerSegmentRefEntry", A("containerRef", one.Container.Text), A("order", one.Order), A("sizeInBits", one.SizeInBits), common),
            StreamSegmentEntry one => xml.E("StreamSegmentEntry", A("streamRef", one.Stream.Text), A("order", one.Order), A("sizeInBits", one.SizeInBits), common),
            IndirectEntry one => xml.E("IndirectParameterRefEntry", A("aliasNameSpace", one.AliasNameSpace), common, xml.E("ParameterInstance", CriteriaWriter.Parameter(one.Name))),
            ArgumentEntry one => xml.E("ArgumentRefEntry", A("argumentRef", one.Argument), common),
            ArrayArgumentEntry one => xml.E("ArrayArgumentRefEntry", A(xml.Is11 ? "parameterRef" : "argumentRef", one.Argument), one.IsLast ? A("lastEntryForThisArrayInstance", true) : null, common, _criteria.Dimensions(one.Dimensions)),
            FixedValueEntry one => xml.E("FixedValueEntry", A("name", one.Name), A("binaryValue", one.Hex), A("sizeInBits", one.SizeInBits), common),
            UnknownEntry one => throw new InvalidOperationException($"The entry {one.Element} in line {one.At.Line} was not understood and cannot be written."),
            _ => throw new InvalidOperationException($"{entry.GetType().Name} cannot be written."),
        };
    }

    private static string Word(ReferencePoint point) => point switch
    {
        ReferencePoint.ContainerStart => "containerStart",
        ReferencePoint.ContainerEnd => "containerEnd",
        ReferencePoint.NextEntry => "nextEntry",
        _ => "previousEntry",
    };
}

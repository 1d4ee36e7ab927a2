using System.Text.Json.Nodes;

namespace Gantry.Api;

/// <summary>A database that decodes channels of an environment.</summary>
/// <param name="File">Where it lies in the mission's folder.</param>
/// <param name="Version">The version of XTCE it is written in.</param>
/// <param name="Edition">What its header says of its own version.</param>
/// <param name="Root">The container that packets begin with.</param>
public sealed record TelemetryDatabase(
    string Digest, string File, string Name, string? About, string Version, string? Edition, string? Date, IReadOnlyList<string> Channels, string Root, int Containers, int Parameters, int Commands);

/// <summary>What is in a database.</summary>
public sealed record DatabaseContents(TelemetryDatabase Database, IReadOnlyList<DatabaseContainer> Containers, IReadOnlyList<DatabaseCommand> Commands);

/// <summary>A container in a list.</summary>
/// <param name="Extends">The container that it adds to.</param>
/// <param name="When">When a packet of that one is this one.</param>
/// <param name="Entries">How many entries it adds.</param>
/// <param name="Broken">Why its packets cannot be decoded; null when they can.</param>
public sealed record DatabaseContainer(string Name, string? About, bool IsAbstract, string? Extends, string? When, int Entries, string? Broken);

/// <summary>A command in a list.</summary>
public sealed record DatabaseCommand(string Name, string? About, bool IsAbstract, string? Extends, string? Significance, int Arguments);

/// <summary>A container and all that is in it, what it extends first.</summary>
public sealed record ContainerDetail(DatabaseContainer Container, string? LongAbout, IReadOnlyList<ContainerPart> Entries);

/// <summary>One part of a container.</summary>
/// <param name="Kind">parameter, array, container, segment, fixed, or another word.</param>
/// <param name="Parameter">The qualified name, where it is one.</param>
/// <param name="Place">Where it begins, where it does not follow the one before.</param>
/// <param name="When">When it is there; null when always.</param>
/// <param name="From">The container that it comes from.</param>
public sealed record ContainerPart(string Kind, string Name, string? Parameter, string? About, string? Encoding, string? Place, string? When, string? Repeats, string From);

/// <summary>A command: what may be said with it, when it may leave, and how one sees that it was obeyed.</summary>
/// <param name="Reason">Why it is significant.</param>
/// <param name="Fixed">Arguments of what it extends that it gives for good.</param>
/// <param name="Constraints">What must hold before it leaves.</param>
public sealed record CommandDetail(
    DatabaseCommand Command, string? LongAbout, string? Reason, IReadOnlyList<CommandArgument> Arguments, IReadOnlyList<string> Fixed, IReadOnlyList<string> Constraints, IReadOnlyList<string> Verifiers);

/// <summary>An argument of a command.</summary>
public sealed record CommandArgument(string Name, string? About, string Kind, string? Unit, string? Encoding, IReadOnlyList<string> Ranges, IReadOnlyList<ValueLabel> Labels, string? Initial);

/// <summary>All about a parameter.</summary>
/// <param name="Kind">What its values are.</param>
/// <param name="Limits">When a value is of concern, the usual limits first, then those of contexts.</param>
/// <param name="Valid">When its values are to be believed; null when always.</param>
/// <param name="Parts">Of an aggregate or an array: the ways to its parts.</param>
/// <param name="In">Which packets carry it.</param>
/// <param name="Database">The digest of the database that says so.</param>
public sealed record ParameterDetail(
    string Name, string? About, string? LongAbout, IReadOnlyList<ParameterAlias> Aliases, string Kind, string? Unit, string? Encoding, IReadOnlyList<ParameterCalibration> Calibrations,
    IReadOnlyList<ValueLabel> Labels, IReadOnlyList<ParameterLimit> Limits, string? Valid, string? Source, IReadOnlyList<string> Parts, IReadOnlyList<ParameterPlace> In, IReadOnlyList<string> Channels, string Database);

/// <summary>Another name, in a name space of its own.</summary>
public sealed record ParameterAlias(string NameSpace, string Name);

/// <summary>How raw numbers become engineering ones.</summary>
/// <param name="When">When; null for usually.</param>
public sealed record ParameterCalibration(string? When, string Words);

/// <summary>A word for a number, or for all numbers up to another.</summary>
public sealed record ValueLabel(long Value, long? UpTo, string Label);

/// <summary>When a value is of concern.</summary>
/// <param name="When">In which context; null for usually.</param>
/// <param name="Min">The least value that is not of this level; null where there is none, or where the limit is no range.</param>
/// <param name="IsInside">The level holds between the bounds instead of beyond them.</param>
/// <param name="After">How many samples in a row it takes.</param>
public sealed record ParameterLimit(string? When, string Level, string Words, double? Min, double? Max, bool IsInside, int After);

/// <summary>A packet that carries a parameter.</summary>
/// <param name="Bit">Where it begins; null where that is not the same in all of them.</param>
public sealed record ParameterPlace(string Container, long? Bit);

/// <summary>A packet in a list.</summary>
/// <param name="Number">Its number in the channel, from 0; it never changes.</param>
/// <param name="Status">good, or what is wrong with it.</param>
/// <param name="IsChecked">Whether its codes are right; null when it has none.</param>
public sealed record PacketLine(
    long Number, DateTimeOffset At, DateTimeOffset Received, string? Container, string Status, string? Reason, bool? IsChecked, int Octets, int? Apid, int? Count, string Database);

/// <summary>A packet taken apart.</summary>
/// <param name="Containers">What it was found to be, from the most general to the most special.</param>
/// <param name="Hex">Its octets in hexadecimal.</param>
/// <param name="BitsUsed">How many of its bits the database knows.</param>
public sealed record PacketDetail(PacketLine Packet, IReadOnlyList<string> Containers, string Hex, long BitsUsed, IReadOnlyList<PacketValue> Values);

/// <summary>A value in a packet.</summary>
/// <param name="Bit">Where it begins.</param>
/// <param name="Bits">How many bits it takes; 0 where it was put together from several pieces.</param>
public sealed record PacketValue(string Name, string Parameter, string? About, string Kind, string? Unit, long Bit, long Bits, JsonNode? Value, JsonNode? Raw, string? Level, string? State);

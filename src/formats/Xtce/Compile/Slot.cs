namespace Gantry.Xtce;

/// <summary>A value at a place that is the same in every packet of a container.</summary>
/// <param name="Path">The part of the parameter it is, down to something without parts.</param>
/// <param name="Sample">Which sample of the packet it belongs to; all parts of an aggregate or an array share one.</param>
/// <param name="Index">Which of several that an entry repeats.</param>
public sealed record Slot(Parameter Parameter, ValueList<PathStep> Path, DataType Type, long Bit, int Bits, int Sample, int Index)
{
    /// <summary>How a column is called that holds it: <c>/m/battery.cell[3]</c>.</summary>
    public string Name => Parameter.QualifiedName + string.Concat(Path);

    public DataEncoding Encoding => Type.Encoding!;
}

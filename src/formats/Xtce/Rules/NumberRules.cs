namespace Gantry.Xtce;

/// <summary>Where a type and its encoding do not agree.</summary>
internal static class NumberRules
{
    public static void Check(DataType type, XtceSettings settings, DiagnosticList diagnostics)
    {
        if (type.Encoding is not NumberEncoding encoding)
            return;
        if (encoding.ByteOrder != ByteOrder.MostSignificantFirst && encoding.SizeInBits % 8 != 0)
            diagnostics.Add("XT024", encoding.At, type.QualifiedName, $"a byte order is given for {encoding.SizeInBits} bits", "the last byte is taken to be the short one", "no standard explains it; check with the sender");
        else if (encoding.ByteOrder.Significance.Count > 0 && encoding.ByteOrder.Significance.Count != encoding.SizeInBits / 8)
            diagnostics.Add("XT024", encoding.At, type.QualifiedName, $"the byte order lists {encoding.ByteOrder.Significance.Count} bytes of {encoding.SizeInBits / 8}", "the most significant is taken first", "list each byte once");
        if (type is not IntegerType integer)
            return;
        var severity = settings.Numbers == NumberPolicy.AsWritten && diagnostics.Mode == ReadingMode.Strict ? Severity.Error : (Severity?)null;
        var outcome = settings.Numbers == NumberPolicy.EncodingWins ? "the encoding counts" : "values are narrowed";
        if (encoding is IntegerEncoding whole)
        {
            var size = integer.SizeInBits ?? 32;
            var isSigned = integer.IsSigned ?? true;
            var isUnsignedWire = whole.Format is IntegerFormat.Unsigned or IntegerFormat.Bcd or IntegerFormat.PackedBcd;
            if (isUnsignedWire && isSigned && encoding.SizeInBits >= size)
                diagnostics.Add("XT020", type.At, type.QualifiedName, $"{type.Name} is signed with {size} bits and its encoding unsigned with {encoding.SizeInBits}", outcome, "write signed=\"false\"", severity);
            else if (!isUnsignedWire && !isSigned)
                diagnostics.Add("XT020", type.At, type.QualifiedName, $"{type.Name} is unsigned and its encoding {whole.Format}", outcome, "write signed=\"true\"", severity);
            if (encoding.SizeInBits > size)
                diagnostics.Add("XT021", type.At, type.QualifiedName, $"{type.Name} has {size} bits and its encoding {encoding.SizeInBits}", outcome, $"write sizeInBits=\"{encoding.SizeInBits}\"", severity);
        }
        if (encoding.DefaultCalibrator is not null || encoding.ContextCalibrators.Count > 0)
        {
            diagnostics.Add(
                "XT026", type.At, type.QualifiedName, $"{type.Name} is an integer and calibrated",
                settings.CalibratedIntegers == CalibratedIntegerPolicy.Keep ? "the number is kept as it comes" : "it is rounded, halves up", "a FloatParameterType says what is meant");
        }
    }
}

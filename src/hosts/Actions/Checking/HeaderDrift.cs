namespace Gantry.Actions;

/// <summary>How the columns of a file differ from those that were declared, in words.</summary>
internal static class HeaderDrift
{
    public static IReadOnlyList<string> Of(IReadOnlyList<string> columns, CheckWith with)
    {
        var missing = with.Columns.Where(c => !c.Value.Optional).Select(c => c.Key).Except(columns, StringComparer.Ordinal).ToList();
        var others = columns.Except(with.Columns.Keys, StringComparer.Ordinal).ToList();
        var drift = new List<string>();
        foreach (var name in missing)
        {
            var renamed = others.Where(o => Bare(o) == Bare(name) || Bare(o).Contains(Bare(name), StringComparison.Ordinal) || Bare(name).Contains(Bare(o), StringComparison.Ordinal))
                .Concat(missing.Count == 1 && others.Count == 1 ? others : []).FirstOrDefault();
            drift.Add(renamed is null ? $"the column '{name}' is missing" : $"the column '{name}' is missing and '{renamed}' is new: it seems to be renamed");
            others.Remove(renamed ?? "");
        }
        if (with.Others == OtherColumns.Refuse)
            drift.AddRange(others.Select(name => $"the column '{name}' is new and was not declared"));
        return drift;
    }

    private static string Bare(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant() is { Length: > 0 } bare ? bare : name;
}

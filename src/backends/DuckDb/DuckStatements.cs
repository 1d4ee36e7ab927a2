using System.Globalization;
using System.Runtime.InteropServices;

namespace Gantry.DuckDb;

/// <summary>The statements of a text.</summary>
internal sealed class DuckStatements : IDisposable
{
    private readonly nint _connection;
    private nint _extracted;

    private DuckStatements(nint connection, nint extracted, ulong count) => (_connection, _extracted, Count) = (connection, extracted, count);

    public ulong Count { get; }

    public static DuckStatements Read(nint connection, string sql)
    {
        var count = Native.ExtractStatements(connection, sql, out var extracted);
        if (count > 0 || Marshal.PtrToStringUTF8(Native.ExtractError(extracted)) is not { Length: > 0 } error)
            return new(connection, extracted, count);
        Native.DestroyExtracted(ref extracted);
        throw new DuckDbException(error);
    }

    public DuckStatement Prepare(ulong index)
    {
        if (Native.PrepareExtracted(_connection, _extracted, index, out var statement) != Native.Failed)
            return new(statement);
        var error = Marshal.PtrToStringUTF8(Native.PrepareError(statement)) ?? "DuckDB does not say why it refuses this";
        Native.DestroyPrepare(ref statement);
        throw new DuckDbException(error);
    }

    public void Dispose() => Native.DestroyExtracted(ref _extracted);
}

internal sealed class DuckStatement(nint statement) : IDisposable
{
    private nint _statement = statement;

    public bool IsQuestion => Native.StatementType(_statement) == Native.SelectStatement;

    /// <summary>Does it with these values; numbers and flags are given as such.</summary>
    public DuckResult Execute(IReadOnlyDictionary<string, string> values)
    {
        var parameters = Parameters;
        for (var i = 0; i < parameters.Count; i++)
        {
            if (!values.TryGetValue(parameters[i], out var value))
                throw new DuckDbException($"nothing is said for ${parameters[i]}");
            if (Bind((ulong)i + 1, value) == Native.Failed)
                throw new DuckDbException($"${parameters[i]} cannot be given the value '{value}'");
        }
        var state = Native.Execute(_statement, out var result);
        var answer = new DuckResult(result);
        if (state != Native.Failed)
            return answer;
        var error = answer.Error;
        answer.Dispose();
        throw new DuckDbException(error);
    }

    public void Dispose() => Native.DestroyPrepare(ref _statement);

    private IReadOnlyList<string> Parameters
    {
        get
        {
            var names = new List<string>();
            for (ulong i = 1; i <= Native.ParameterCount(_statement); i++)
            {
                var name = Native.ParameterName(_statement, i);
                names.Add(Marshal.PtrToStringUTF8(name) ?? "");
                Native.Free(name);
            }
            return names;
        }
    }

    // 00433 is a name, and no number.
    private int Bind(ulong index, string value) =>
        long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) && whole.ToString(CultureInfo.InvariantCulture) == value ? Native.BindWhole(_statement, index, whole)
        : value.AsSpan().ContainsAny('.', 'e', 'E') && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? Native.BindNumber(_statement, index, number)
        : value is "true" or "false" ? Native.BindFlag(_statement, index, value == "true")
        : Native.BindText(_statement, index, value);
}

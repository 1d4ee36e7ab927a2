using System.Globalization;
using System.Reflection;

namespace Gantry;

/// <summary>
/// An area's numbered, forward-only migrations, embedded in its assembly as <c>area/0001_name.sql</c>, or
/// <c>area/0001_name.sqlite.sql</c> and <c>.postgres.sql</c> where the engines need different words.
/// </summary>
public sealed record SchemaSource(string Area, Assembly Assembly)
{
    /// <summary>The steps for one engine, in order.</summary>
    public IReadOnlyList<SchemaStep> StepsFor(string engine)
    {
        var steps = new List<SchemaStep>();
        foreach (var resource in Assembly.GetManifestResourceNames().Where(n => n.StartsWith(Area + "/", StringComparison.Ordinal)))
        {
            var parts = resource[(Area.Length + 1)..].Split('.');
            if (parts.Length == 3 && parts[1] != engine)
                continue;
            using var reader = new StreamReader(Assembly.GetManifestResourceStream(resource)!);
            steps.Add(new(int.Parse(parts[0][..4], CultureInfo.InvariantCulture), parts[0], reader.ReadToEnd()));
        }
        steps.Sort((a, b) => a.Number.CompareTo(b.Number));
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i].Number != i + 1)
                throw new InvalidOperationException($"Area {Area} has no migration {i + 1} for {engine}.");
        }
        return steps;
    }
}

/// <summary>One migration.</summary>
public sealed record SchemaStep(int Number, string Name, string Script);

/// <summary>What every backend does the same way once it holds the migration lock.</summary>
public static class Migration
{
    /// <summary>The table that says which steps a database has seen.</summary>
    public const string Bookkeeping =
        """
        create table if not exists core_schema (
            area text not null, number bigint not null, name text not null, digest text not null, applied_at bigint not null,
            primary key (area, number))
        """;

    /// <summary>Applies what is missing; refuses a database that has seen steps this program does not know, or other ones.</summary>
    public static async Task ApplyAsync(Session session, IReadOnlyList<SchemaSource> schemas, TimeProvider clock, CancellationToken ct)
    {
        await session.RunScriptAsync(Bookkeeping, ct);
        var seen = await session.QueryAsync(
            $"select area, number, name, digest from core_schema order by area, number",
            row => (Area: row.Text(0), Number: row.Number(1), Name: row.Text(2), Digest: row.Text(3)), ct);
        foreach (var schema in schemas)
        {
            var steps = schema.StepsFor(session.Dialect.Engine);
            foreach (var applied in seen.Where(s => s.Area == schema.Area))
            {
                if (applied.Number > steps.Count)
                    throw new StateRefusedException(
                        $"This database was written by a newer Gantry: its area '{schema.Area}' is at step {applied.Number} " +
                        $"({applied.Name}), and this program knows {steps.Count}. Start the newer program, or restore the backup made before it.");
                if (applied.Digest != Digest.Of(steps[(int)applied.Number - 1].Script).Hex)
                    throw new StateRefusedException(
                        $"This database was made by another build of Gantry: its step {applied.Number} of area '{schema.Area}' " +
                        $"({applied.Name}) differs from this program's. Start the build that made it.");
            }
            foreach (var step in steps.Skip(seen.Count(s => s.Area == schema.Area)))
            {
                await session.RunScriptAsync(step.Script, ct);
                await session.ExecuteAsync(
                    $"insert into core_schema values ({schema.Area}, {step.Number}, {step.Name}, {Digest.Of(step.Script)}, {clock.GetUtcNow()})", ct);
            }
        }
    }
}

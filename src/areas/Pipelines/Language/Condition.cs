namespace Gantry.Pipelines;

/// <summary>What <c>when:</c> says, read once; whether it holds is asked of what is known of a run.</summary>
internal sealed record Condition(string Text, Expression Root)
{
    public bool Holds(Func<string, string?> valueOf) => Root.Holds(valueOf);
}

/// <summary>A part of a condition. There is nothing in it that could run for ever or reach outside.</summary>
internal abstract record Expression
{
    public abstract bool Holds(Func<string, string?> valueOf);

    /// <summary>Every name that is asked for, with its place in the text.</summary>
    public abstract IEnumerable<(string Name, int Position)> Names { get; }

    internal sealed record Both(Expression Left, Expression Right) : Expression
    {
        public override bool Holds(Func<string, string?> valueOf) => Left.Holds(valueOf) && Right.Holds(valueOf);

        public override IEnumerable<(string, int)> Names => Left.Names.Concat(Right.Names);
    }

    internal sealed record Either(Expression Left, Expression Right) : Expression
    {
        public override bool Holds(Func<string, string?> valueOf) => Left.Holds(valueOf) || Right.Holds(valueOf);

        public override IEnumerable<(string, int)> Names => Left.Names.Concat(Right.Names);
    }

    internal sealed record Not(Expression Inner) : Expression
    {
        public override bool Holds(Func<string, string?> valueOf) => !Inner.Holds(valueOf);

        public override IEnumerable<(string, int)> Names => Inner.Names;
    }

    internal sealed record Compare(Operand Left, string Sign, Operand Right) : Expression
    {
        public override bool Holds(Func<string, string?> valueOf) => Comparing.Holds(Left.Value(valueOf), Sign, Right.Value(valueOf));

        public override IEnumerable<(string, int)> Names => Left.Names.Concat(Right.Names);
    }

    /// <summary>A name alone: whether its value is true.</summary>
    internal sealed record Flag(Operand Of) : Expression
    {
        public override bool Holds(Func<string, string?> valueOf) => Of.Value(valueOf) == "true";

        public override IEnumerable<(string, int)> Names => Of.Names;
    }
}

/// <summary>A name or a constant.</summary>
internal sealed record Operand(string Text, bool IsName, int Position)
{
    public string? Value(Func<string, string?> valueOf) => IsName ? valueOf(Text) : Text;

    public IEnumerable<(string, int)> Names => IsName ? [(Text, Position)] : [];
}

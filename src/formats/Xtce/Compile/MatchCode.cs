using System.Reflection.Emit;
using CodeLabel = System.Reflection.Emit.Label;

namespace Gantry.Xtce;

/// <summary>Which plan a packet is decoded by; negative when the walk must say, with <see cref="MatchCode.Ambiguous"/> when several matched.</summary>
internal unsafe delegate int Match(byte* packet, int length);

/// <summary>One method that leads from the first bit of a packet to its container.</summary>
internal sealed class MatchCode(Prepared prepared, IReadOnlyDictionary<Container, (int Id, Layout? Layout)> nodes)
{
    public const int Ambiguous = 1 << 30;
    public const int Walk = -1;

    private const int FewChildren = 4;

    public unsafe Match Compile(Container root)
    {
        var method = new DynamicMethod("match", typeof(int), [typeof(byte*), typeof(int)], typeof(MatchCode).Module, skipVisibility: true);
        var il = method.GetILGenerator();
        var ambiguous = il.DeclareLocal(typeof(int));
        Node(il, root, ambiguous);
        return method.CreateDelegate<Match>();
    }

    /// <summary>Code that always returns.</summary>
    private void Node(ILGenerator il, Container container, LocalBuilder ambiguous)
    {
        var (id, layout) = nodes[container];
        if (layout is null)
        {
            Return(il, Walk);
            return;
        }
        var isLong = il.DefineLabel();
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Ldc_I4, KnownBytes(layout));
        il.Emit(OpCodes.Bge, isLong);
        Return(il, Walk);
        il.MarkLabel(isLong);
        var always = container.Children.Where(c => c.Base!.Restriction is null).ToList();
        var tried = new List<(Container Child, Test Test)>();
        foreach (var child in container.Children.Where(c => c.Base!.Restriction is not null))
        {
            if (Tests.Of(child.Base!.Restriction, layout.Slots, prepared) is not { } test)
            {
                Return(il, Walk);
                return;
            }
            tried.Add((child, test));
        }
        if (always.Count > 1)
        {
            Return(il, Walk);
            return;
        }
        var none = il.DefineLabel();
        if (Key(tried) is { } key)
        {
            Search(il, tried, key, layout, none, ambiguous);
        }
        else
        {
            if (tried.Count > 1)
                MarkAmbiguous(il, tried, layout, ambiguous);
            foreach (var (child, test) in tried)
                Try(il, child, test, layout, ambiguous);
        }
        il.MarkLabel(none);
        if (always.Count == 1)
        {
            Node(il, always[0], ambiguous);
            return;
        }
        il.Emit(OpCodes.Ldc_I4, id);
        il.Emit(OpCodes.Ldloc, ambiguous);
        il.Emit(OpCodes.Or);
        il.Emit(OpCodes.Ret);
    }

    private void Try(ILGenerator il, Container child, Test test, Layout layout, LocalBuilder ambiguous)
    {
        var next = il.DefineLabel();
        Evaluate(il, test, layout);
        il.Emit(OpCodes.Brfalse, next);
        Node(il, child, ambiguous);
        il.MarkLabel(next);
    }

    /// <summary>A raw number that each child wants to equal a constant of its own: such children exclude one another.</summary>
    private static Slot? Key(List<(Container Child, Test Test)> tried)
    {
        if (tried.Count < 2)
            return null;
        foreach (var candidate in Equalities(tried[0].Test))
        {
            var values = tried.Select(t => Equalities(t.Test).FirstOrDefault(e => ReferenceEquals(e.Slot, candidate.Slot))).ToList();
            if (values.TrueForAll(v => v is not null) && values.Select(v => v!.Value).Distinct().Count() == values.Count)
                return candidate.Slot;
        }
        return null;
    }

    private static IEnumerable<RawTest> Equalities(Test test) => test switch
    {
        RawTest { Operator: Operator.Equal } raw => [raw],
        AllTests all => all.Parts.SelectMany(Equalities),
        _ => [],
    };

    private void Search(ILGenerator il, List<(Container Child, Test Test)> tried, Slot key, Layout layout, CodeLabel none, LocalBuilder ambiguous)
    {
        if (tried.Count <= FewChildren)
        {
            foreach (var (child, test) in tried)
                Try(il, child, test, layout, ambiguous);
            return;
        }
        var value = il.DeclareLocal(typeof(long));
        Raw(il, key, layout, out var isUnsigned);
        il.Emit(OpCodes.Stloc, value);
        var sorted = tried.Select(t => (t.Child, t.Test, Equalities(t.Test).First(e => ReferenceEquals(e.Slot, key)).Value)).OrderBy(t => t.Value).ToList();
        Halve(0, sorted.Count);

        void Halve(int from, int to)
        {
            if (to - from == 1)
            {
                il.Emit(OpCodes.Ldloc, value);
                il.Emit(OpCodes.Ldc_I8, unchecked((long)sorted[from].Value));
                il.Emit(OpCodes.Bne_Un, none);
                Try(il, sorted[from].Child, sorted[from].Test, layout, ambiguous);
                il.Emit(OpCodes.Br, none);
                return;
            }
            var middle = (from + to) / 2;
            var upper = il.DefineLabel();
            il.Emit(OpCodes.Ldloc, value);
            il.Emit(OpCodes.Ldc_I8, unchecked((long)sorted[middle].Value));
            il.Emit(isUnsigned ? OpCodes.Bge_Un : OpCodes.Bge, upper);
            Halve(from, middle);
            il.MarkLabel(upper);
            Halve(middle, to);
        }
    }

    private void MarkAmbiguous(ILGenerator il, List<(Container Child, Test Test)> tried, Layout layout, LocalBuilder ambiguous)
    {
        il.Emit(OpCodes.Ldc_I4_0);
        foreach (var (_, test) in tried)
        {
            Evaluate(il, test, layout);
            il.Emit(OpCodes.Add);
        }
        il.Emit(OpCodes.Ldc_I4_1);
        il.Emit(OpCodes.Cgt);
        il.Emit(OpCodes.Ldc_I4, Ambiguous);
        il.Emit(OpCodes.Mul);
        il.Emit(OpCodes.Ldloc, ambiguous);
        il.Emit(OpCodes.Or);
        il.Emit(OpCodes.Stloc, ambiguous);
    }

    /// <summary>Leaves 1 or 0.</summary>
    private void Evaluate(ILGenerator il, Test test, Layout layout)
    {
        switch (test)
        {
            case Constant constant:
                il.Emit(constant.Holds ? OpCodes.Ldc_I4_1 : OpCodes.Ldc_I4_0);
                break;
            case RawTest raw:
                Raw(il, raw.Slot, layout, out var isUnsigned);
                il.Emit(OpCodes.Ldc_I8, unchecked((long)raw.Value));
                Compare(il, raw.Operator, isUnsigned);
                break;
            case AllTests all:
                il.Emit(OpCodes.Ldc_I4_1);
                foreach (var part in all.Parts)
                {
                    Evaluate(il, part, layout);
                    il.Emit(OpCodes.And);
                }
                break;
            case AnyTest any:
                il.Emit(OpCodes.Ldc_I4_0);
                foreach (var part in any.Parts)
                {
                    Evaluate(il, part, layout);
                    il.Emit(OpCodes.Or);
                }
                break;
        }
    }

    private static void Compare(ILGenerator il, Operator by, bool isUnsigned)
    {
        switch (by)
        {
            case Operator.Equal or Operator.NotEqual:
                il.Emit(OpCodes.Ceq);
                break;
            case Operator.Less or Operator.GreaterOrEqual:
                il.Emit(isUnsigned ? OpCodes.Clt_Un : OpCodes.Clt);
                break;
            default:
                il.Emit(isUnsigned ? OpCodes.Cgt_Un : OpCodes.Cgt);
                break;
        }
        if (by is not (Operator.NotEqual or Operator.GreaterOrEqual or Operator.LessOrEqual))
            return;
        il.Emit(OpCodes.Ldc_I4_0);
        il.Emit(OpCodes.Ceq);
    }

    private static void Raw(ILGenerator il, Slot slot, Layout layout, out bool isUnsigned)
    {
        var kind = ColumnKinds.Of(slot.Encoding)!.Value;
        FieldCode.Emit(il, code => code.Emit(OpCodes.Ldarg_0), slot, kind, KnownBytes(layout));
        isUnsigned = kind is ColumnKind.UInt32 or ColumnKind.UInt64;
        if (kind == ColumnKind.UInt32)
            il.Emit(OpCodes.Conv_U8);
        else if (kind == ColumnKind.Int32)
            il.Emit(OpCodes.Conv_I8);
    }

    public static int KnownBytes(Layout layout) => (int)((layout.Bits + 7) / 8);

    private static void Return(ILGenerator il, int value)
    {
        il.Emit(OpCodes.Ldc_I4, value);
        il.Emit(OpCodes.Ret);
    }
}

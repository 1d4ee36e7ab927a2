using System.Reflection.Emit;

namespace Gantry.Xtce;

/// <summary>Reads the columns of a batch.</summary>
/// <param name="data">Where the packets lie.</param>
/// <param name="starts">Where each begins.</param>
/// <param name="columns">Where each column is written.</param>
internal unsafe delegate void Extract(byte* data, int* starts, int count, void** columns);

/// <summary>Straight-line code for the packets of one container: one loop over packets, and in it each field by constants.</summary>
internal static class ExtractCode
{
    // Longer methods are translated without care by the runtime, so many fields become several loops.
    private const int FieldsOfALoop = 256;

    public static unsafe Extract[] Compile(string name, IReadOnlyList<ColumnPlan> columns, int knownBytes)
    {
        var stored = columns.Where(c => c.Kind != ColumnKind.Slice).ToList();
        return [.. stored.Chunk(FieldsOfALoop).Select((chunk, i) => One($"{name}#{i}", chunk, knownBytes))];
    }

    private static unsafe Extract One(string name, ColumnPlan[] columns, int knownBytes)
    {
        var method = new DynamicMethod(name, typeof(void), [typeof(byte*), typeof(int*), typeof(int), typeof(void**)], typeof(ExtractCode).Module, skipVisibility: true);
        var il = method.GetILGenerator();
        var packet = il.DeclareLocal(typeof(byte*));
        var row = il.DeclareLocal(typeof(nint));
        var end = il.DeclareLocal(typeof(nint));
        var (test, body) = (il.DefineLabel(), il.DefineLabel());
        il.Emit(OpCodes.Ldarg_2);
        il.Emit(OpCodes.Conv_I);
        il.Emit(OpCodes.Stloc, end);
        il.Emit(OpCodes.Br, test);
        il.MarkLabel(body);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldarg_1);
        Scaled(il, row, 4);
        il.Emit(OpCodes.Ldind_I4);
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Stloc, packet);
        foreach (var column in columns)
            Field(il, column, packet, row, knownBytes);
        il.Emit(OpCodes.Ldloc, row);
        il.Emit(OpCodes.Ldc_I4_1);
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Stloc, row);
        il.MarkLabel(test);
        il.Emit(OpCodes.Ldloc, row);
        il.Emit(OpCodes.Ldloc, end);
        il.Emit(OpCodes.Blt, body);
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<Extract>();
    }

    private static void Field(ILGenerator il, ColumnPlan column, LocalBuilder packet, LocalBuilder row, int knownBytes)
    {
        Address(il, column.RawStore, column.Kind, row);
        FieldCode.Emit(il, code => code.Emit(OpCodes.Ldloc, packet), column.Slot, column.Kind, knownBytes);
        if (column.RealStore >= 0)
        {
            // What is calibrated is wanted as a double too, and here it is in a register.
            var value = il.DeclareLocal(column.Kind switch
            {
                ColumnKind.UInt32 or ColumnKind.Int32 => typeof(int),
                ColumnKind.UInt64 or ColumnKind.Int64 => typeof(long),
                ColumnKind.Single => typeof(float),
                _ => typeof(double),
            });
            il.Emit(OpCodes.Stloc, value);
            il.Emit(OpCodes.Ldloc, value);
            Store(il, column.Kind);
            Address(il, column.RealStore, ColumnKind.Double, row);
            il.Emit(OpCodes.Ldloc, value);
            if (column.Kind == ColumnKind.UInt32)
                il.Emit(OpCodes.Conv_U8);
            if (column.Kind == ColumnKind.UInt64)
                il.Emit(OpCodes.Conv_R_Un);
            il.Emit(OpCodes.Conv_R8);
            il.Emit(OpCodes.Stind_R8);
            return;
        }
        Store(il, column.Kind);
    }

    private static void Address(ILGenerator il, int store, ColumnKind kind, LocalBuilder row)
    {
        il.Emit(OpCodes.Ldarg_3);
        il.Emit(OpCodes.Ldc_I4, store * nint.Size);
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Ldind_I);
        Scaled(il, row, kind is ColumnKind.UInt32 or ColumnKind.Int32 or ColumnKind.Single ? 4 : 8);
    }

    private static void Scaled(ILGenerator il, LocalBuilder row, int size)
    {
        il.Emit(OpCodes.Ldloc, row);
        il.Emit(OpCodes.Ldc_I4, size);
        il.Emit(OpCodes.Mul);
        il.Emit(OpCodes.Add);
    }

    private static void Store(ILGenerator il, ColumnKind kind) => il.Emit(kind switch
    {
        ColumnKind.UInt32 or ColumnKind.Int32 => OpCodes.Stind_I4,
        ColumnKind.UInt64 or ColumnKind.Int64 => OpCodes.Stind_I8,
        ColumnKind.Single => OpCodes.Stind_R4,
        _ => OpCodes.Stind_R8,
    });
}

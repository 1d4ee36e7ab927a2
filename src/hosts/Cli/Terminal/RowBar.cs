using Spectre.Console;

namespace Gantry.Cli;

/// <summary>How far a table has come that is being written. Rows are seen where they are lines; else only that something comes.</summary>
internal sealed class RowBar
{
    private readonly ProgressTask? _task;
    private readonly bool _areLines;

    private RowBar(ProgressTask? task, bool areLines) => (_task, _areLines) = (task, areLines);

    public static Task ShowAsync(Call call, string name, bool areLines, Func<RowBar, Task> write)
    {
        if (!call.Terminal.IsErrorSeen || !call.Terminal.MayUseAnsi || call.IsJson)
            return write(new(null, areLines));
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(call.Terminal.Error) });
        return console.Progress().AutoClear(true).Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context =>
            {
                var task = context.AddTask(Markup.Escape(name), maxValue: 1);
                task.IsIndeterminate = true;
                return write(new(task, areLines));
            });
    }

    /// <summary>So many rows come.</summary>
    public void Begin(long rows)
    {
        if (_task is null || !_areLines)
            return;
        _task.MaxValue = Math.Max(1, rows);
        _task.IsIndeterminate = false;
    }

    /// <summary>A stream that tells the bar what goes through it.</summary>
    public Stream Over(Stream stream) => _task is null || !_areLines ? stream : new Counting(stream, _task);

    private sealed class Counting(Stream stream, ProgressTask task) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() => stream.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            stream.Write(buffer);
            task.Increment(buffer.Count((byte)'\n'));
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await stream.WriteAsync(buffer, cancellationToken);
            task.Increment(buffer.Span.Count((byte)'\n'));
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }
}

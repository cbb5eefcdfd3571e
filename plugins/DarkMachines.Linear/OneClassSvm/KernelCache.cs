namespace DarkMachines.Linear;

/// <summary>Lines of the kernel matrix; those used longest ago make room for others.</summary>
internal sealed class KernelCache(GaussianKernel kernel, int megabytes, FitContext context)
{
    private readonly int _most = Math.Max(2, (int)Math.Min(int.MaxValue, megabytes * (1L << 20) / (8L * kernel.Count)));
    private readonly LinkedList<int> _byUse = new();
    private readonly Dictionary<int, (double[] Line, LinkedListNode<int> Use)> _lines = [];

    public double[] this[int point]
    {
        get
        {
            if (_lines.TryGetValue(point, out var known))
            {
                _byUse.Remove(known.Use);
                _byUse.AddFirst(known.Use);
                return known.Line;
            }

            if (_lines.Count == _most)
            {
                _lines.Remove(_byUse.Last!.Value);
                _byUse.RemoveLast();
            }

            var line = kernel.Line(point, context);
            _lines.Add(point, (line, _byUse.AddFirst(point)));
            return line;
        }
    }
}

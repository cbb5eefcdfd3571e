using System.Diagnostics;

namespace DarkMachines.Onnx.Training;

/// <summary>One training, from the first parameters to the trained network.</summary>
internal sealed class TrainingRun : IDisposable
{
    // Streams of the context's seed.
    private const ulong ParameterSeed = 1;
    private const ulong StateSeed = 2;
    private const ulong SplitStream = 3;
    private const ulong OrderSeed = 4;
    private const ulong NoiseSeed = 5;

    private readonly Network _network;
    private readonly TrainingData _data;
    private readonly TrainingSettings _settings;
    private readonly FitContext _context;
    private readonly int[] _trainingRows;
    private readonly int[] _validationRows;
    private readonly TrainingState _state = new();
    private readonly CarriedVectors _vectors;
    private readonly StepSession _step;
    private readonly StepSession? _validation;
    private readonly Checkpoint? _checkpoint;
    private readonly long _stepsBefore;
    private long _start;
    private long _reported;

    public TrainingRun(Network network, OnnxTensor loss, TrainingData data, TrainingSettings settings, FitContext context, TrainedNetwork? start)
    {
        (_network, _data, _settings, _context) = (network, data, settings, context);
        (_trainingRows, _validationRows) = Divide();
        var graph = StepGraph.ForTraining(network, loss, settings);
        CheckData(graph);
        _vectors = new CarriedVectors(graph.Carried);
        Begin(start);
        _step = new StepSession(graph, _vectors, settings);
        _validation = _validationRows.Length == 0 ? null : new StepSession(StepGraph.ForValidation(network, loss), _vectors, settings);
        if ((settings.Checkpoint ?? context.Checkpoint) is { } path)
        {
            var seconds = settings.Checkpoint is null ? context.CheckpointSeconds : settings.CheckpointSeconds;
            _checkpoint = new Checkpoint(path, Fingerprint.Of(graph, _vectors[StepGraph.Parameters], data, settings, context.Seed), seconds);
            _checkpoint.Load(_state, _vectors);
        }

        _stepsBefore = _state.Step;
    }

    private int StepsOfEpoch => (_trainingRows.Length + _settings.BatchSize - 1) / _settings.BatchSize;

    private long Steps => (long)StepsOfEpoch * _settings.Epochs;

    private bool IsOver => _state.History.Count == _settings.Epochs
        || (_settings.Patience > 0 && _state.History.Count - _state.BestEpoch >= _settings.Patience);

    public TrainedNetwork Run()
    {
        // The preparation is over: what is left is judged by the steps alone.
        _start = _reported = Stopwatch.GetTimestamp();
        try
        {
            while (!IsOver)
                RunEpoch();
        }
        catch (OperationCanceledException)
        {
            _checkpoint?.Save(_state, _vectors);
            if ((_settings.KeepsBestWhenStopped || _context.KeepsBestWhenStopped) && _state.BestEpoch > 0)
                return Result(isStopped: true);
            throw;
        }

        // That of the context is removed by who saves the model: it may be ended before it has.
        if (_settings.Checkpoint is null)
            _checkpoint?.Save(_state, _vectors);
        else
            _checkpoint?.Remove();
        return Result(isStopped: false);
    }

    public void Dispose()
    {
        _step.Dispose();
        _validation?.Dispose();
        _vectors.Dispose();
    }

    private TrainedNetwork Result(bool isStopped) => _validation is null && !isStopped
        ? new TrainedNetwork(_network, _vectors[StepGraph.Parameters].ToArray(), States().ToArray(), _state.History, _state.History.Count, isStopped)
        : new TrainedNetwork(_network, _state.BestParameters, _state.BestStates, _state.History, _state.BestEpoch, isStopped) { ValidationRows = _validationRows };

    private void RunEpoch()
    {
        var epoch = _state.History.Count + 1;
        var order = Order(epoch);
        while (_state.StepOfEpoch < StepsOfEpoch)
        {
            _context.Cancellation.ThrowIfCancellationRequested();
            var start = _state.StepOfEpoch * _settings.BatchSize;
            RunStep(epoch, order.AsSpan(start, Math.Min(_settings.BatchSize, order.Length - start)));
            _checkpoint?.SaveIfDue(_state, _vectors);
            if (Stopwatch.GetElapsedTime(_reported).TotalSeconds >= 1)
                Report(_state.LossSum / Math.Min(order.Length, _state.StepOfEpoch * _settings.BatchSize));
        }

        var loss = new EpochLoss(_state.LossSum / _trainingRows.Length, Validate());
        if (!double.IsFinite(loss.Deciding))
            throw Diverged(epoch);
        _state.EndEpoch(loss, _settings.MinImprovement, _settings.LearningRate.Patience, _vectors[StepGraph.Parameters], States());
        Report(loss.Deciding);
    }

    private void RunStep(int epoch, ReadOnlySpan<int> rows)
    {
        var step = _state.Step + 1;
        var rate = _settings.LearningRate.At(step, Steps, epoch, _state.Cuts);
        var factors = _settings.Optimiser.Factors(rate, step);
        Set(StepGraph.Rate, factors.Rate);
        Set(StepGraph.Damping, factors.Damping);
        Set(StepGraph.Keep, 1 - rate * _settings.Optimiser.WeightDecay);

        var batch = _step.Batch(rows.Length);
        batch.Fill(_data, rows, RandomStream.DeriveSeed(RandomStream.DeriveSeed(_context.Seed, NoiseSeed), (ulong)step));
        var loss = _step.Run(batch);
        if (!float.IsFinite(loss))
            throw Diverged(epoch);
        _state.LossSum += (double)loss * rows.Length;
        _state.StepOfEpoch++;
        _state.Step = step;

        void Set(string name, double value) => CarriedVectors.Numbers(_step.Factors[name])[0] = (float)value;
    }

    // Noise that a network needs in use, too, is the same in every epoch.
    private double Validate()
    {
        if (_validation is null)
            return double.NaN;
        var sum = 0.0;
        for (var start = 0; start < _validationRows.Length; start += _settings.BatchSize)
        {
            _context.Cancellation.ThrowIfCancellationRequested();
            var rows = _validationRows.AsSpan(start, Math.Min(_settings.BatchSize, _validationRows.Length - start));
            var batch = _validation.Batch(rows.Length);
            batch.Fill(_data, rows, RandomStream.DeriveSeed(~RandomStream.DeriveSeed(_context.Seed, NoiseSeed), (ulong)start));
            sum += (double)_validation.Run(batch) * rows.Length;
        }

        return sum / _validationRows.Length;
    }

    private void Begin(TrainedNetwork? start)
    {
        NetworkParameter.Begin(_network.Parameters, RandomStream.DeriveSeed(_context.Seed, ParameterSeed)).CopyTo(_vectors[StepGraph.Parameters]);
        if (_network.States.Count > 0)
            NetworkParameter.Begin(_network.States, RandomStream.DeriveSeed(_context.Seed, StateSeed)).CopyTo(_vectors[StepGraph.States]);
        if (start is null)
            return;
        start.Parameters.Span.CopyTo(_vectors[StepGraph.Parameters]);
        if (_network.States.Count > 0)
            start.States.CopyTo(_vectors[StepGraph.States]);
    }

    private ReadOnlySpan<float> States() => _network.States.Count == 0 ? [] : _vectors[StepGraph.States];

    // The order of an epoch comes from its number alone, so that it can begin again in the middle.
    private int[] Order(int epoch)
    {
        var order = _trainingRows.ToArray();
        new RandomStream(RandomStream.DeriveSeed(_context.Seed, OrderSeed), (ulong)epoch).Shuffle<int>(order);
        return order;
    }

    private (int[] Training, int[] Validation) Divide()
    {
        int[] rows = [.. Enumerable.Range(0, _data.Rows)];
        var validation = (int)Math.Round(_settings.ValidationShare * rows.Length);
        if (validation > 0)
            _context.Random(SplitStream).Shuffle<int>(rows);
        return rows.Length - validation >= 1 && (validation > 0 || _settings.ValidationShare == 0)
            ? (rows[validation..], rows[..validation])
            : throw new UnusableDataException(
                FormattableString.Invariant($"Of {rows.Length} rows a share of {_settings.ValidationShare} for validation leaves one side empty."),
                "Give more rows, or set no validation share.");
    }

    private void CheckData(StepGraph graph)
    {
        foreach (var (_, source) in graph.Data)
        {
            var columns = Shapes.Count(source.Shape.Skip(1));
            if (_data.Width(source.Name) != columns)
                throw new ArgumentException($"The data of the input '{source.Name}' have {_data.Width(source.Name)} values a row; the network takes {columns}.");
        }
    }

    private void Report(double loss)
    {
        _reported = Stopwatch.GetTimestamp();
        var left = Stopwatch.GetElapsedTime(_start).TotalSeconds / (_state.Step - _stepsBefore) * (Steps - _state.Step);
        var epoch = Math.Min(_settings.Epochs, _state.History.Count + (_state.StepOfEpoch > 0 ? 1 : 0));
        _context.Report((double)_state.Step / Steps, FormattableString.Invariant($"epoch {epoch} of {_settings.Epochs}, loss {loss:G4}, at most {Math.Ceiling(left)} s left"));
    }

    private static UnusableDataException Diverged(int epoch) => new(
        FormattableString.Invariant($"The loss is no finite number any more in epoch {epoch}: training has diverged."),
        "Lower the learning rate, clip the gradient, or standardise the columns.");
}

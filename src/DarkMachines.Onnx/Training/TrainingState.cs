namespace DarkMachines.Onnx.Training;

/// <summary>How far training is, but for the vectors that the steps carry.</summary>
internal sealed class TrainingState
{
    /// <summary>Steps done in all.</summary>
    public long Step { get; set; }

    /// <summary>Steps done of the present epoch, and the sum of losses × rows over them.</summary>
    public int StepOfEpoch { get; set; }

    public double LossSum { get; set; }

    /// <summary>The epochs that are done.</summary>
    public List<EpochLoss> History { get; } = [];

    /// <summary>The best epoch, from 1, and what the network was after it.</summary>
    public int BestEpoch { get; private set; }

    public float[] BestParameters { get; private set; } = [];

    public float[] BestStates { get; private set; } = [];

    /// <summary>How often the learning rate was cut because the loss stood still.</summary>
    public int Cuts { get; set; }

    /// <summary>The epoch that the wait for a better loss began with.</summary>
    public int WaitingSince { get; set; }

    /// <summary>Least deciding loss so far.</summary>
    public double BestLoss => BestEpoch == 0 ? double.PositiveInfinity : History[BestEpoch - 1].Deciding;

    /// <summary>Ends an epoch; keeps the parameters if they are the best so far.</summary>
    public void EndEpoch(EpochLoss loss, double minImprovement, int plateauPatience, ReadOnlySpan<float> parameters, ReadOnlySpan<float> states)
    {
        var isBetter = loss.Deciding < BestLoss - (BestEpoch == 0 ? 0 : minImprovement);
        History.Add(loss);
        (StepOfEpoch, LossSum) = (0, 0);
        if (isBetter)
        {
            (BestEpoch, BestParameters, BestStates) = (History.Count, parameters.ToArray(), states.ToArray());
            WaitingSince = History.Count;
        }
        else if (plateauPatience > 0 && History.Count - WaitingSince >= plateauPatience)
        {
            Cuts++;
            WaitingSince = History.Count;
        }
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(Step);
        writer.Write(StepOfEpoch);
        writer.Write(LossSum);
        writer.Write(Cuts);
        writer.Write(WaitingSince);
        writer.Write(BestEpoch);
        Checkpoint.WriteNumbers(writer, BestParameters);
        Checkpoint.WriteNumbers(writer, BestStates);
        writer.Write(History.Count);
        foreach (var loss in History)
        {
            writer.Write(loss.Training);
            writer.Write(loss.Validation);
        }
    }

    public void Read(BinaryReader reader)
    {
        Step = reader.ReadInt64();
        StepOfEpoch = reader.ReadInt32();
        LossSum = reader.ReadDouble();
        Cuts = reader.ReadInt32();
        WaitingSince = reader.ReadInt32();
        BestEpoch = reader.ReadInt32();
        BestParameters = Checkpoint.ReadNumbers(reader);
        BestStates = Checkpoint.ReadNumbers(reader);
        var epochs = reader.ReadInt32();
        for (var i = 0; i < epochs; i++)
            History.Add(new EpochLoss(reader.ReadDouble(), reader.ReadDouble()));
    }
}

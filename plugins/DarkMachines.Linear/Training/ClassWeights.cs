namespace DarkMachines.Linear;

/// <summary>The weight of each class among training rows.</summary>
internal static class ClassWeights
{
    /// <summary>Adds the weights up, class by class.</summary>
    /// <exception cref="UnusableDataException">Fewer than two classes have rows.</exception>
    public static double[] Of(TrainingRows rows, ClassLabels labels)
    {
        var weights = new double[labels.Classes.Count];
        for (var row = 0; row < rows.Count; row++)
            weights[labels.Indices[row]] += rows.Weight(row);
        if (weights.Count(w => w > 0) < 2)
        {
            throw new UnusableDataException(
                $"All training rows are of class '{labels.Classes[Array.FindIndex(weights, w => w > 0)]}'; this classifier needs rows of at least two classes.",
                "Give training rows of two or more classes, with weights greater than zero.");
        }

        return weights;
    }
}

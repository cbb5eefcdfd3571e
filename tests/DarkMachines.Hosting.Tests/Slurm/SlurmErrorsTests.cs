using DarkMachines.Hosting.Slurm;

namespace DarkMachines.Hosting.Tests.Slurm;

public sealed class SlurmErrorsTests
{
    [Theory]
    [InlineData("squeue: error: slurm_receive_msg: Unable to contact slurm controller (connect failure)\n")]
    [InlineData("slurm_load_jobs error: Unable to contact slurm controller (connect failure)\n")]
    [InlineData("sbatch: error: Munge encode failed: Failed to access \"/run/munge.sock\": No such file or directory (Did you start munged?)\nsbatch: error: Batch job submission failed: Protocol authentication error\n")]
    [InlineData("sbatch: error: Batch job submission failed: Socket timed out on send/recv operation\n")]
    public void Silence_is_told_from_refusal(string output) =>
        Assert.Equal("slurm-unreachable", SlurmErrors.Of("sbatch", output).Code);

    [Theory]
    [InlineData("sbatch: error: invalid partition specified: nope\nsbatch: error: Batch job submission failed: Invalid partition name specified\n", "invalid partition specified: nope; Invalid partition name specified.")]
    [InlineData("sbatch: unrecognized option '--x'\nTry \"sbatch --help\" for more information\n", "unrecognized option '--x'.")]
    [InlineData("sbatch: error: Batch job submission failed: Invalid account or account/partition combination specified\n", "Invalid account or account/partition combination specified.")]
    [InlineData("", "it failed without a word.")]
    public void A_refusal_is_one_sentence(string output, string essence) =>
        Assert.Equal($"Slurm refuses the request of sbatch: {essence}", SlurmErrors.Of("sbatch", output).Message);
}

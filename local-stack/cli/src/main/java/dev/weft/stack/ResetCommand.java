package dev.weft.stack;

import dev.weft.stack.embedded.Directories;
import dev.weft.stack.embedded.EmbeddedDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.util.Scanner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Deletes everything that the stack ever wrote. */
@Command(
    name = "reset",
    mixinStandardHelpOptions = true,
    description = "Delete all data of the stack; the next start loads it anew.")
final class ResetCommand implements Callable<Integer> {

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    StackHome home = StackHome.ofThisProcess();
    PrintWriter out = spec.commandLine().getOut();
    if (RunFile.running(home).isPresent()) {
      throw new StackException("the stack is running: stop it first with `./weft down`");
    }
    if (!Files.exists(home.data())) {
      out.println("There is no data.");
      return ExitStatus.OK;
    }
    if (!yes && !confirmed(home, out)) {
      out.println("Nothing was deleted.");
      return ExitStatus.FAILED;
    }
    EmbeddedDatabase.stopLeftOver(home.postgres());
    Directories.delete(home.data());
    out.println("Deleted " + home.data());
    return ExitStatus.OK;
  }

  private static boolean confirmed(StackHome home, PrintWriter out) {
    out.printf("This deletes all data in %s. Type yes to go on: ", home.data());
    out.flush();
    Scanner input = new Scanner(System.in, Charset.defaultCharset());
    return input.hasNextLine() && input.nextLine().strip().equals("yes");
  }
}

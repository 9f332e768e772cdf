package dev.weft.stack;

import dev.weft.kit.messaging.types.MessageFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is kept of message types. */
@Command(
    name = "messages",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Keep the schemas of message types.")
final class MessagesCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }

  /** Writes {@code conf/messages}. */
  @Command(
      mixinStandardHelpOptions = true,
      description =
          "Write conf/messages: new versions, and what a version has gained. "
              + "Exit status: 2 when something else is wrong, which it tells as check does.")
  int write() {
    Path directory = StackHome.ofThisProcess().messages();
    PrintWriter out = spec.commandLine().getOut();
    List<Path> written = MessageFiles.write(directory, FoodMartServices.messages());
    written.forEach(file -> out.println("wrote " + file));
    var result = FoodMartServices.checkMessages(directory);
    result.mistakes().forEach(out::println);
    if (written.isEmpty() && result.mistakes().isEmpty()) {
      out.println("nothing to write");
    }
    return result.mistakes().isEmpty() ? ExitStatus.OK : ExitStatus.WRONG_INPUT;
  }
}

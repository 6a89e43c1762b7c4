import com.google.gson.Gson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import shadow.se.bjurr.violations.lib.ViolationsLogger;
import shadow.se.bjurr.violations.lib.model.Violation;
import shadow.se.bjurr.violations.lib.parsers.CodeClimateParser;

/** Prints what violations-lib reads in a code quality report: one JSON object a line. */
public class ReadCodeQuality {
  public static void main(String[] arguments) throws Exception {
    ViolationsLogger quiet = new ViolationsLogger() {
      @Override
      public void log(Level level, String line) {}

      @Override
      public void log(Level level, String line, Throwable reason) {}
    };
    String report = Files.readString(Path.of(arguments[0]));
    for (Violation violation : new CodeClimateParser().parseReportOutput(report, quiet)) {
      System.out.println(new Gson().toJson(violation));
    }
  }
}

/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.springxray.console.standalone;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The X-Ray SDK for Python, if it is on the machine. What it sends is in
 * {@link RecordedSdkRequestsIntegrationTests} in any case.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class PythonSdkIntegrationTests {

	/**
	 * The SDK reports every ten seconds; here it does more often.
	 */
	private static final String SAMPLING = """
			import sys, time
			from aws_xray_sdk.core import xray_recorder

			xray_recorder.configure(service='python-app', context_missing='LOG_ERROR')
			sampler = xray_recorder.sampler
			sampler._target_poller._interval = 0.5

			def decide(path):
			    return sampler.should_trace(
			        {'host': 'shop.example', 'method': 'GET', 'path': path, 'service': 'python-app'})

			def until(path, decision):
			    while decide(path) != decision:
			        time.sleep(0.05)

			until('/loud', 'loud')
			quiet = [decide('/quiet') for _ in range(30)]
			loud = [decide('/loud') for _ in range(30)]
			if any(quiet) or any(rule != 'loud' for rule in loud):
			    print(quiet, loud)
			    sys.exit(1)
			segment = xray_recorder.begin_segment('python-app', sampling=True)
			segment.set_rule_name(loud[0])
			xray_recorder.end_segment()
			until('/later', 'later')
			""";

	@TempDir
	private Path directory;

	private final RunningConsole console = new RunningConsole();

	@AfterEach
	void close() {
		this.console.close();
	}

	@Test
	void pythonSdkSamplesByTheRulesOfTheConsole() throws Exception {
		Programs programs = new Programs(this.directory,
				Map.of("AWS_XRAY_DAEMON_ADDRESS", "127.0.0.1:" + this.console.daemonPort()));
		Assumptions.assumeTrue(programs.run(List.of("python3", "-c", "import aws_xray_sdk")) == 0,
				"There is no X-Ray SDK for Python on this machine");
		Files.writeString(this.directory.resolve("app.py"), SAMPLING);
		new SdkSampling(this.console).check(programs, List.of("python3", "app.py"));
	}

}

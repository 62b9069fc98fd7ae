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

package io.github.springxray.test.readme;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Properties;
import java.util.regex.Pattern;

import com.example.users.UsersApplication;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ByteArrayResource;

import io.github.springxray.test.docs.Document;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Does what {@code README.md} tells a newcomer to do.
 */
@ExtendWith(OutputCaptureExtension.class)
class ReadmeIntegrationTests {

	private final Document readme = Document.README;

	@Test
	void exampleLogsThisTree(CapturedOutput output) throws Exception {
		Pattern tree = pattern(this.readme.snippets("text").get(0));
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(UsersApplication.class)
			.properties(properties())
			.run("--server.port=0", "--server.address=127.0.0.1")) {
			String port = context.getEnvironment().getRequiredProperty("local.server.port");
			HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/users/7")).build();
			assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body())
				.isEqualTo("Ada, London");
			Awaitility.await()
				.atMost(Duration.ofSeconds(10))
				.untilAsserted(() -> assertThat(output.getOut()).containsPattern(tree));
		}
	}

	private Properties properties() {
		YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
		yaml.setResources(new ByteArrayResource(this.readme.snippets("yaml").get(0).getBytes(StandardCharsets.UTF_8)));
		Properties properties = yaml.getObject();
		assertThat(properties).isNotNull().hasSize(3);
		return properties;
	}

	/**
	 * Times, ports and ids differ from run to run.
	 */
	private static Pattern pattern(String tree) {
		String pattern = Pattern.quote(tree.strip())
			.replaceAll("1-[0-9a-f]{8}-[0-9a-f]{24}", "\\\\E1-[0-9a-f]{8}-[0-9a-f]{24}\\\\Q")
			.replaceAll("\\d+\\.\\d ms", "\\\\E\\\\d+\\\\.\\\\d ms\\\\Q")
			.replace("http://localhost:8080", "\\Ehttp://127.0.0.1:\\d+\\Q");
		return Pattern.compile(pattern);
	}

}

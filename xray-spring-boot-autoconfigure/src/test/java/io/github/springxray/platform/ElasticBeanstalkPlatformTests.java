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

package io.github.springxray.platform;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ElasticBeanstalkPlatform}.
 */
class ElasticBeanstalkPlatformTests {

	static final String FILE = "var/elasticbeanstalk/xray/environment.conf";

	@TempDir
	private Path root;

	private Sighting look(String content) {
		return new ElasticBeanstalkPlatform().look(new TestMachine(this.root).file(FILE, content).machine(), false);
	}

	@Test
	void readsTheFileOfTheEnvironment() {
		Sighting sighting = look(
				"{\"deployment_id\":23,\"version_label\":\"app-5a56-170119\",\"environment_name\":\"production\"}");
		assertThat(sighting.facts().origin()).isEqualTo("AWS::ElasticBeanstalk::Environment");
		assertThat(sighting.facts().key()).isEqualTo("elastic_beanstalk");
		assertThat(sighting.facts().block()).isEqualTo(
				Map.of("deployment_id", 23, "version_label", "app-5a56-170119", "environment_name", "production"));
		assertThat(sighting.question()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "null", "[]", "7", "{", "{}", "nonsense", "{\"environment_name\":null}",
			"{\"environment_name\":{}}" })
	void isNotWhereTheFileSaysNothing(String content) {
		assertThat(look(content)).isNull();
	}

	@Test
	void isNotWhereThereIsNoFile() {
		Machine machine = new TestMachine(this.root).machine();
		assertThat(new ElasticBeanstalkPlatform().look(machine, true)).isNull();
	}

	@Test
	void takesWhatIsRightOfTheFile() {
		assertThat(look("{\"deployment_id\":[1],\"version_label\":\"" + "x".repeat(300)
				+ "\",\"environment_name\":\"production\"}")
			.facts()
			.block()).isEqualTo(Map.of("environment_name", "production"));
	}

	@Test
	void readsNoMoreThanSuchAFileHas() {
		assertThat(look("{\"environment_name\":\"" + "x".repeat(1 << 20) + "\"}")).isNull();
	}

}

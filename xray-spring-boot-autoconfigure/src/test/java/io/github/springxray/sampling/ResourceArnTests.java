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

package io.github.springxray.sampling;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.strategy.sampling.SamplingRequest;
import com.amazonaws.xray.strategy.sampling.SamplingStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.springxray.recorder.XRayAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link ResourceArn}.
 */
class ResourceArnTests {

	private static final String RULES = """
			{"SamplingRuleRecords": [{"SamplingRule": {"RuleName": "container", "Priority": 1, "FixedRate": 1,
			"ReservoirSize": 0, "ServiceName": "*", "ServiceType": "*", "Host": "*", "HTTPMethod": "*",
			"URLPath": "*", "ResourceARN": "arn:aws:ecs:eu-central-1:*:container/shop/*", "Version": 1}},
			{"SamplingRule": {"RuleName": "Default", "Priority": 10000, "FixedRate": 0, "ReservoirSize": 0,
			"ServiceName": "*", "ServiceType": "*", "Host": "*", "HTTPMethod": "*", "URLPath": "*",
			"ResourceARN": "*", "Version": 1}}]}""";

	private final SamplingRequest request = new SamplingRequest("shop", "example.com", "/", "GET", null);

	@TempDir
	private Path folder;

	@Test
	void ruleForAnArnIsForWhatRunsThereAsSoonAsThatIsKnown() throws Exception {
		Path rules = Files.writeString(this.folder.resolve("rules.json"), RULES);
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(XRaySamplingAutoConfiguration.class, XRayAutoConfiguration.class))
			.withBean(Emitter.class, () -> mock(Emitter.class))
			.withPropertyValues("xray.sampling.strategy=local", "xray.sampling.rules-location=file:" + rules)
			.run((context) -> {
				SamplingStrategy strategy = context.getBean(SamplingStrategy.class);
				assertThat(strategy.shouldTrace(this.request).isSampled()).isFalse();
				Map<String, Object> aws = context.getBean(AWSXRayRecorder.class).getAwsRuntimeContext();
				aws.put("ecs", Map.of("container_arn", "arn:aws:ecs:eu-central-1:111122223333:container/users/1"));
				assertThat(strategy.shouldTrace(this.request).isSampled()).isFalse();
				aws.put("ecs", Map.of("container_arn", "arn:aws:ecs:eu-central-1:111122223333:container/shop/1"));
				assertThat(strategy.shouldTrace(this.request).isSampled()).isTrue();
				assertThat(strategy.shouldTrace(this.request).getRuleName()).contains("container");
			});
	}

}

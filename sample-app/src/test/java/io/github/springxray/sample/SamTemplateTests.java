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

package io.github.springxray.sample;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.ClassUtils;

import io.github.springxray.sample.SamTemplate.Reference;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What can be known of template.yaml without deploying it.
 */
class SamTemplateTests {

	private static final String FUNCTION = "Resources.UsersFunction.Properties";

	private final SamTemplate template;

	SamTemplateTests() throws IOException {
		this.template = SamTemplate.read(Path.of("template.yaml"));
	}

	@Test
	void referencesAreToWhatIsThere() {
		Set<String> names = new HashSet<>(Set.of("AWS::Region", "AWS::URLSuffix"));
		names.addAll(this.template.<Map<String, Object>>get("Resources").keySet());
		names.addAll(this.template.<Map<String, Object>>get("Parameters").keySet());
		assertThat(this.template.references()).hasSizeGreaterThan(10)
			.allSatisfy((reference) -> assertThat(names).containsAll(reference.names()));
	}

	@Test
	void traceBeginsAtTheGatewayAndGoesOnInTheFunction() {
		assertThat(this.template.<Boolean>get("Resources.UsersApi.Properties.TracingEnabled")).isTrue();
		assertThat(this.template.<String>get(FUNCTION + ".Tracing")).isEqualTo("Active");
		assertThat(this.template.<Reference>get(FUNCTION + ".Events.Requests.Properties.RestApiId").names())
			.containsExactly("UsersApi");
	}

	@Test
	void handlerAndMainClassAreInTheArtefact() {
		assertThat(ClassUtils.isPresent(this.template.get(FUNCTION + ".Handler"), null)).isTrue();
		assertThat(this.template.<String>get(FUNCTION + ".Environment.Variables.MAIN_CLASS"))
			.isEqualTo(UsersApplication.class.getName());
	}

	@Test
	void environmentIsWhatTheApplicationReads() {
		Map<String, Object> variables = this.template.get(FUNCTION + ".Environment.Variables");
		assertThat(variables).containsEntry("SPRING_PROFILES_ACTIVE", "aws");
		MutablePropertySources sources = new MutablePropertySources();
		sources.addLast(new SystemEnvironmentPropertySource("systemEnvironment", Map.of("SAMPLE_AWS_TABLE",
				name(variables, "SAMPLE_AWS_TABLE"), "SAMPLE_AWS_BUCKET", name(variables, "SAMPLE_AWS_BUCKET"))));
		Binder binder = new Binder(ConfigurationPropertySources.from(sources));
		AwsProperties properties = binder.bind("sample.aws", AwsProperties.class).get();
		assertThat(properties.table()).isEqualTo("UsersTable");
		assertThat(properties.bucket()).isEqualTo("UsersBucket");
	}

	@Test
	void functionMayDoOnlyWhatItDoes() {
		List<Map<String, Object>> statements = this.template.get(FUNCTION + ".Policies.0.Statement");
		assertThat(statements).extracting((statement) -> statement.get("Action"))
			.containsExactly(List.of("dynamodb:GetItem", "dynamodb:PutItem"), List.of("s3:GetObject", "s3:PutObject"),
					"s3:ListBucket");
		assertThat(statements).extracting((statement) -> statement.get("Resource"))
			.containsExactly(new Reference("UsersTable.Arn", List.of("UsersTable")),
					new Reference("${UsersBucket.Arn}/users/*", List.of("UsersBucket")),
					new Reference("UsersBucket.Arn", List.of("UsersBucket")));
	}

	@Test
	void bucketIsEncryptedAndClosed() {
		String bucket = "Resources.UsersBucket.Properties.";
		Map<String, Object> access = this.template.get(bucket + "PublicAccessBlockConfiguration");
		assertThat(access).hasSize(4).values().containsOnly(true);
		assertThat(this.template.<String>get(bucket + "BucketEncryption.ServerSideEncryptionConfiguration.0"
				+ ".ServerSideEncryptionByDefault.SSEAlgorithm"))
			.isEqualTo("AES256");
	}

	@Test
	void tableHasTheKeyOfTheLocalOne() {
		String table = "Resources.UsersTable.Properties.";
		assertThat(this.template.<Map<String, String>>get(table + "KeySchema.0")).containsEntry("AttributeName", "id");
		assertThat(this.template.<Map<String, String>>get(table + "AttributeDefinitions.0"))
			.containsEntry("AttributeType", "N");
	}

	private static String name(Map<String, Object> variables, String variable) {
		return ((Reference) variables.get(variable)).expression();
	}

}

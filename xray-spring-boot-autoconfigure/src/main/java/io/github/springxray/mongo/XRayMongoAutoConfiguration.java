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

package io.github.springxray.mongo;

import com.mongodb.MongoClientSettings;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

import io.github.springxray.context.LazySubsegments;
import io.github.springxray.context.Subsegments;
import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.patch.ActivePatch;
import io.github.springxray.patch.ConditionalOnPatch;
import io.github.springxray.patch.PatchedLibrary;
import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.recorder.XRayAutoConfiguration;

/**
 * Auto-configuration of the tracing of MongoDB, by either driver. Settings may be created
 * before anything else, so their post-processor depends on nothing that is not there yet.
 */
@AutoConfiguration(after = { XRayAutoConfiguration.class, XRayContextAutoConfiguration.class })
@ConditionalOnBooleanProperty(name = "xray.enabled", matchIfMissing = true)
@ConditionalOnPatch(PatchedLibrary.MONGODB)
@EnableConfigurationProperties(XRayMongoProperties.class)
@ImportRuntimeHints(MongoRuntimeHints.class)
public final class XRayMongoAutoConfiguration {

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static MongoCalls xrayMongoCalls(ObjectProvider<Subsegments> subsegments, ObjectProvider<TracingFaults> faults,
			Environment environment) {
		XRayMongoProperties properties = Binder.get(environment)
			.bindOrCreate("xray.patch.mongodb", XRayMongoProperties.class);
		return new MongoCalls(new LazySubsegments(subsegments, faults), properties.getCommands());
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static MongoClientBeans xrayMongoClientBeans(MongoCalls calls) {
		return new MongoClientBeans(calls);
	}

	@Bean
	ActivePatch xrayMongoPatch() {
		return new ActivePatch(PatchedLibrary.MONGODB);
	}

	/**
	 * Where Spring Boot makes the client, what it and the application set counts.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ MongoClientSettings.class, MongoClientSettingsBuilderCustomizer.class })
	static class SpringBootConfiguration {

		@Bean
		@Order(Ordered.LOWEST_PRECEDENCE)
		MongoClientSettingsBuilderCustomizer xrayMongoClientSettingsBuilderCustomizer(MongoCalls calls) {
			return (builder) -> MongoTracing.trace(builder, calls);
		}

	}

}

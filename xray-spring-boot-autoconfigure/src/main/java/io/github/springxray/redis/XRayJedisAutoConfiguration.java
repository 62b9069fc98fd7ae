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

package io.github.springxray.redis;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Role;

import io.github.springxray.context.LazySubsegments;
import io.github.springxray.context.Subsegments;
import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.patch.ActivePatch;
import io.github.springxray.patch.ConditionalOnPatch;
import io.github.springxray.patch.PatchedLibrary;
import io.github.springxray.recorder.LeftAlone;
import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.recorder.XRayAutoConfiguration;

/**
 * Auto-configuration of the tracing of Spring Data's connections that use Jedis.
 */
@AutoConfiguration(after = { XRayAutoConfiguration.class, XRayContextAutoConfiguration.class })
@ConditionalOnBooleanProperty(name = "xray.enabled", matchIfMissing = true)
@ConditionalOnPatch(PatchedLibrary.JEDIS)
@EnableConfigurationProperties(XRayJedisProperties.class)
public final class XRayJedisAutoConfiguration {

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static JedisConnectionFactories xrayJedisConnectionFactories(ObjectProvider<Subsegments> subsegments,
			ObjectProvider<TracingFaults> faults, ObjectProvider<LeftAlone> leftAlone) {
		return new JedisConnectionFactories(new LazySubsegments(subsegments, faults), leftAlone);
	}

	@Bean
	ActivePatch xrayJedisPatch() {
		return new ActivePatch(PatchedLibrary.JEDIS);
	}

}

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

import io.lettuce.core.resource.ClientResources;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.github.springxray.recorder.LeftAlone;

/**
 * Tells which connection factories are not traced: those that the application makes with
 * a configuration of its own, which cannot be changed.
 */
final class LettuceConnectionFactories implements BeanPostProcessor {

	private final ObjectProvider<LeftAlone> leftAlone;

	LettuceConnectionFactories(ObjectProvider<LeftAlone> leftAlone) {
		this.leftAlone = leftAlone;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof LettuceConnectionFactory factory && !TracedResources.isTraced(resourcesOf(factory))) {
			this.leftAlone.ifAvailable((parts) -> parts.add("redisConnectionFactories", beanName,
					"its client configuration is the application's, give it LettuceTracing.trace(clientResources)"));
		}
		return bean;
	}

	private static @Nullable ClientResources resourcesOf(LettuceConnectionFactory factory) {
		return factory.getClientConfiguration().getClientResources().orElse(null);
	}

}

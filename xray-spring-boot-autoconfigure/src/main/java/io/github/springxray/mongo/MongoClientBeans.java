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

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Traces the settings of clients among the beans, also those that the application makes
 * its clients of by itself.
 */
final class MongoClientBeans implements BeanPostProcessor, DisposableBean {

	private final MongoCalls calls;

	MongoClientBeans(MongoCalls calls) {
		this.calls = calls;
		MongoTracing.RUNNING.started(calls);
	}

	/**
	 * Settings cannot be changed, and have a class that cannot be extended: a copy takes
	 * their place.
	 */
	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		return (bean instanceof MongoClientSettings settings) ? MongoTracing.trace(settings, this.calls) : bean;
	}

	@Override
	public void destroy() {
		MongoTracing.RUNNING.closed(this.calls);
	}

}

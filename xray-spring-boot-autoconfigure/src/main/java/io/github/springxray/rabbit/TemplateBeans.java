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

package io.github.springxray.rabbit;

import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.aop.framework.AopConfigException;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.util.ClassUtils;

import io.github.springxray.context.FinalMethods;

/**
 * Traces the templates that are beans, and puts a proxy of the same class in front of
 * each, which learns when a message is sent. Where there can be none, only that it is
 * about to be sent is known.
 */
final class TemplateBeans implements BeanPostProcessor, Ordered {

	private final ObjectProvider<RabbitSenderTracing> tracing;

	TemplateBeans(ObjectProvider<RabbitSenderTracing> tracing) {
		this.tracing = tracing;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		RabbitSenderTracing active = (bean instanceof RabbitTemplate) ? this.tracing.getIfAvailable() : null;
		if (!(bean instanceof RabbitTemplate template) || active == null) {
			return bean;
		}
		active.trace(template);
		return (FinalMethods.find(ClassUtils.getUserClass(bean)) == null) ? proxy(template) : bean;
	}

	private static Object proxy(RabbitTemplate template) {
		try {
			ProxyFactory proxies = new ProxyFactory(template);
			proxies.setProxyTargetClass(true);
			proxies.addAdvice(TemplateCall.interceptor());
			return proxies.getProxy(template.getClass().getClassLoader());
		}
		catch (AopConfigException | LinkageError ex) {
			return template;
		}
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}

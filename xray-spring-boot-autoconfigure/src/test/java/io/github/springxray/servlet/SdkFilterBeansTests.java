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

package io.github.springxray.servlet;

import com.amazonaws.xray.jakarta.servlet.AWSXRayServletFilter;
import org.junit.jupiter.api.Test;

import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GeneratedFiles.Kind;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.javapoet.ClassName;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SdkFilterBeans}.
 */
class SdkFilterBeansTests {

	@Test
	void anApplicationWithAFilterOfTheSdkCanBeProcessedAheadOfTime() throws Exception {
		try (GenericApplicationContext context = new GenericApplicationContext(withFilter())) {
			context.registerBean(SdkFilterBeans.class);
			InMemoryGeneratedFiles files = new InMemoryGeneratedFiles();
			DefaultGenerationContext generation = new DefaultGenerationContext(
					new ClassNameGenerator(ClassName.get("com.example", "App")), files);
			new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
			generation.writeGeneratedContent();
			StringBuilder sources = new StringBuilder();
			for (String path : files.getGeneratedFiles(Kind.SOURCE).keySet()) {
				sources.append(files.getGeneratedFileContent(Kind.SOURCE, path));
			}
			assertThat(sources).contains("xrayWithout.own");
		}
	}

	@Test
	void aRegistrationThatIsThereAlreadyStays() {
		DefaultListableBeanFactory beans = withFilter();
		new SdkFilterBeans().postProcessBeanDefinitionRegistry(beans);
		Object first = beans.getBeanDefinition("xrayWithout.own");
		new SdkFilterBeans().postProcessBeanDefinitionRegistry(beans);
		assertThat(beans.getBeanDefinition("xrayWithout.own")).isSameAs(first);
		assertThat(beans.getBean("xrayWithout.own", FilterRegistrationBean.class).isEnabled()).isFalse();
	}

	private static DefaultListableBeanFactory withFilter() {
		DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
		beans.setAllowBeanDefinitionOverriding(false);
		RootBeanDefinition filter = new RootBeanDefinition(AWSXRayServletFilter.class);
		filter.getConstructorArgumentValues().addIndexedArgumentValue(0, "own");
		beans.registerBeanDefinition("own", filter);
		beans.registerBeanDefinition("filters", new RootBeanDefinition(SdkFilters.class));
		return beans;
	}

}
